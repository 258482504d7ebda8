import { Module } from '@nestjs/common';
import { EventsApiController } from './events.api.controller.js';
import { ForceApiController } from './force.api.controller.js';
import { ForceHeadlineController } from './force-headline.controller.js';
import { ForcePageController } from './force-page.controller.js';
import { ForcePage } from './force-page.service.js';
import { LifeFormsController } from './life-forms.controller.js';
import { LifeRecords } from './life-records.service.js';
import { LifeController } from './life.controller.js';
import { LinksApiController } from './links.api.controller.js';
import { PlacesApiController } from './places.api.controller.js';
import { PrioritiesApiController } from './priorities.api.controller.js';
import { PrioritiesCurrentApiController } from './priorities-current.api.controller.js';
import { PrioritiesCurrentController } from './priorities-current.controller.js';
import { PriorityReviews } from './priority-reviews.service.js';
import { SeniorOfficersController } from './senior-officers.controller.js';

/** What neighbourhoods have beside their officers (priorities, events, places, links), and the force's own page. */
@Module({
  controllers: [
    LifeController,
    LifeFormsController,
    PrioritiesCurrentController,
    PrioritiesCurrentApiController,
    ForcePageController,
    ForceHeadlineController,
    ForceApiController,
    SeniorOfficersController,
    PrioritiesApiController,
    EventsApiController,
    PlacesApiController,
    LinksApiController,
  ],
  providers: [LifeRecords, PriorityReviews, ForcePage],
  exports: [LifeRecords, PriorityReviews, ForcePage],
})
export class LifeModule {}
