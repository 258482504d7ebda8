import { Global, Module } from '@nestjs/common';
import { AreasPort } from '../access/principal.js';
import { Areas } from './areas.js';
import { AssignmentsApiController } from './assignments.api.controller.js';
import { Assignments } from './assignments.service.js';
import { Forces } from './forces.js';
import { RegistryImport } from './import/registry-import.js';
import { NamedOfficerController } from './named-officer.controller.js';
import { NamedOfficers } from './named-officers.service.js';
import { NeighbourhoodQueries } from './neighbourhood-queries.js';
import { NeighbourhoodsApiController } from './neighbourhoods.api.controller.js';
import { NeighbourhoodsController } from './neighbourhoods.controller.js';
import { OfficersApiController } from './officers.api.controller.js';

/** Who answers for which place, on every day. Global, because access asks through its port which areas are whose. */
@Global()
@Module({
  controllers: [
    NeighbourhoodsController,
    NamedOfficerController,
    NeighbourhoodsApiController,
    OfficersApiController,
    AssignmentsApiController,
  ],
  providers: [
    Assignments,
    Forces,
    NamedOfficers,
    NeighbourhoodQueries,
    RegistryImport,
    { provide: AreasPort, useClass: Areas },
  ],
  exports: [AreasPort, Assignments, Forces, NamedOfficers, NeighbourhoodQueries, RegistryImport],
})
export class RegistryModule {}
