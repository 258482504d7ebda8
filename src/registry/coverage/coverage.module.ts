import { Module } from '@nestjs/common';
import { CoverageApiController } from './coverage.api.controller.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageService } from './coverage.service.js';

/** Was the public able to reach a named officer of every place, on every day, and where will it not be? */
@Module({
  controllers: [CoverageController, CoverageApiController],
  providers: [CoverageService],
  exports: [CoverageService],
})
export class CoverageModule {}
