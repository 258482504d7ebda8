import { Module } from '@nestjs/common';
import { PostsController } from './posts.controller.js';
import { Posts } from './posts.service.js';
import { WorkforceApiController } from './workforce.api.controller.js';
import { WorkforceController } from './workforce.controller.js';
import { WorkforceFigures } from './workforce.service.js';

/** How many officers neighbourhood policing has, for how long, what takes them away, and who leads on what. */
@Module({
  controllers: [WorkforceController, PostsController, WorkforceApiController],
  providers: [Posts, WorkforceFigures],
  exports: [Posts, WorkforceFigures],
})
export class WorkforceModule {}
