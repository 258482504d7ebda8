import { Module } from '@nestjs/common';
import { PublicHeadline } from './public-headline.service.js';

/** What the public is shown of issued reports, apart from everything else about reports. */
@Module({ providers: [PublicHeadline], exports: [PublicHeadline] })
export class PublicHeadlineModule {}
