import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { isDay, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page } from '../../web/pages.js';
import { lastReviews } from './priority-reviews.query.js';
import { prioritiesCurrentView } from './priorities-current.view.js';

/** Which neighbourhoods have reviewed their priorities within three months, and which have not. */
@ApiExcludeController()
@Controller('priorities')
@Allow('priorities.read')
export class PrioritiesCurrentController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@SignedIn() { forceId }: Person, @Query('on') on: unknown): Promise<Page> {
    const day = typeof on === 'string' && isDay(on) ? on : localDayOf(this.clock.now());
    const reviews = await this.database.inForce(forceId, (manager) => lastReviews(manager, forceId, day));
    return new Page(
      'pages/life/priorities-current',
      'Priorities current',
      prioritiesCurrentView(reviews, day),
      {
        wide: true,
      },
    );
  }
}
