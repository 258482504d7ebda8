import { Global, Module } from '@nestjs/common';
import { AreasPort } from '../access/principal.js';
import { AbsencesModule } from './absences/absences.module.js';
import { AgreedModule } from './agreed/agreed.module.js';
import { Areas } from './areas.js';
import { AssigningModule } from './assigning/assigning.module.js';
import { AssignmentsApiController } from './assignments.api.controller.js';
import { AssignmentsBulk } from './assignments-bulk.service.js';
import { Assignments } from './assignments.service.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { DetailsModule } from './details/details.module.js';
import { Forces } from './forces.js';
import { ImportsModule } from './import/imports.module.js';
import { LifeModule } from './life/life.module.js';
import { NamedOfficerController } from './named-officer.controller.js';
import { NamedOfficers } from './named-officers.service.js';
import { NeighbourhoodChanges } from './neighbourhood-changes.service.js';
import { NeighbourhoodQueries } from './neighbourhood-queries.js';
import { NeighbourhoodsApiController } from './neighbourhoods.api.controller.js';
import { NeighbourhoodsController } from './neighbourhoods.controller.js';
import { OfficersApiController } from './officers.api.controller.js';
import { OfficerChangeController } from './officer-change.controller.js';
import { OfficerNewController } from './officer-new.controller.js';
import { OfficersController } from './officers.controller.js';
import { OfficersBulk } from './officers-bulk.service.js';
import { OfficersTodayJob } from './officers-today.job.js';
import { Officers } from './officers.service.js';
import { PlacesModule } from './places/places.module.js';
import { PoliceUkPullModule } from './police-uk-pull/police-uk-pull.module.js';
import { WardsModule } from './wards/wards.module.js';
import { WorkforceModule } from './workforce/workforce.module.js';

/** Who answers for which place, on every day. Global, because access asks through its port which areas are whose. */
@Global()
@Module({
  imports: [
    LifeModule,
    WorkforceModule,
    AbsencesModule,
    AgreedModule,
    AssigningModule,
    CoverageModule,
    DetailsModule,
    PlacesModule,
    WardsModule,
    ImportsModule,
    PoliceUkPullModule,
  ],
  controllers: [
    NeighbourhoodsController,
    NamedOfficerController,
    NeighbourhoodsApiController,
    OfficersApiController,
    // The fixed address `new` stands before the one with a collar number.
    OfficerNewController,
    OfficersController,
    OfficerChangeController,
    AssignmentsApiController,
  ],
  providers: [
    Assignments,
    AssignmentsBulk,
    Forces,
    NamedOfficers,
    NeighbourhoodChanges,
    NeighbourhoodQueries,
    Officers,
    OfficersBulk,
    OfficersTodayJob,
    { provide: AreasPort, useClass: Areas },
  ],
  exports: [
    AreasPort,
    Assignments,
    Forces,
    NamedOfficers,
    NeighbourhoodQueries,
    Officers,
    OfficersTodayJob,
    ImportsModule,
  ],
})
export class RegistryModule {}
