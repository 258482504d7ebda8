import { Module } from '@nestjs/common';
import { WardChoices } from './ward-choices.service.js';
import { WardQueries } from './ward-queries.js';
import { WardsApiController } from './wards.api.controller.js';
import { WardsController } from './wards.controller.js';

/** Council wards beside neighbourhoods: "every council ward … will have its own named, contactable officers". */
@Module({
  controllers: [WardsController, WardsApiController],
  providers: [WardChoices, WardQueries],
  exports: [WardQueries],
})
export class WardsModule {}
