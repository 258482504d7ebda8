import { Module } from '@nestjs/common';
import { ChangeController } from './change.controller.js';
import { ChangesApiController } from './changes.api.controller.js';
import { CommandAreasApiController } from './command-areas.api.controller.js';
import { CommandAreasController } from './command-areas.controller.js';
import { CommandAreas } from './command-areas.service.js';
import { NeighbourhoodChanges } from './neighbourhood-changes.service.js';
import { PlacesController } from './places.controller.js';

/** Neighbourhoods as places: they begin, end, are renamed, merge, split and overlap, and belong to command areas. */
@Module({
  controllers: [
    ChangeController,
    ChangesApiController,
    CommandAreasApiController,
    CommandAreasController,
    PlacesController,
  ],
  providers: [CommandAreas, NeighbourhoodChanges],
  exports: [CommandAreas, NeighbourhoodChanges],
})
export class PlacesModule {}
