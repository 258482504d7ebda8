import { Module } from '@nestjs/common';
import { AgreedModule } from '../agreed/agreed.module.js';
import { DetailsController } from './details.controller.js';

/** The pages on which it is changed what a neighbourhood tells of itself and how it is reached. */
@Module({ imports: [AgreedModule], controllers: [DetailsController] })
export class DetailsModule {}
