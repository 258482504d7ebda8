import { Module } from '@nestjs/common';
import { AgreedChanges } from './agreed-changes.service.js';

/** Changes of which a person is told what they do to coverage before they are saved. */
@Module({ providers: [AgreedChanges], exports: [AgreedChanges] })
export class AgreedModule {}
