import { Module } from '@nestjs/common';
import { AgreedModule } from '../agreed/agreed.module.js';
import { AssignController } from './assign.controller.js';
import { EndAssignmentController } from './end-assignment.controller.js';

/** The pages on which officers are given roles in neighbourhoods, and the roles end. */
@Module({ imports: [AgreedModule], controllers: [AssignController, EndAssignmentController] })
export class AssigningModule {}
