import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../access/allow.js';
import { may } from '../access/permissions.js';
import type { Person } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { Page } from '../web/pages.js';
import { pageOf, sliceOf } from './history.view.js';
import { officerHistory } from './officer-history.query.js';
import { listOfficersOfDay } from './officer-list.query.js';
import { OFFICERS_A_PAGE, officerListView } from './officer-list.view.js';
import { ranksNamed, seesWithheldNames } from './officer-wording.js';
import { officerView } from './officer.view.js';
import { Officers } from './officers.service.js';

/** The pages of the officers: the list with today's roles and absences, and one officer through time. */
@ApiExcludeController()
@Controller('officers')
@Allow('officers.read')
export class OfficersController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly officers: Officers,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Consults('officer-list')
  async list(@SignedIn() { forceId, role }: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    const search = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 200) : '';
    const page = pageOf(query['page']);
    const todayOn = localDayOf(this.clock.now());
    const showsWithheld = seesWithheldNames(role);
    const filter = {
      search: search || null,
      onDay: todayOn,
      ranks: ranksNamed(search),
      byWithheldName: showsWithheld,
      limit: OFFICERS_A_PAGE,
      offset: (page - 1) * OFFICERS_A_PAGE,
    };
    const found = await this.database.inForce(forceId, (manager) =>
      listOfficersOfDay(manager, forceId, filter),
    );
    const model = officerListView({
      ...found,
      page,
      search,
      todayOn,
      showsWithheld,
      mayChange: may(role, 'officers.change'),
    });
    return new Page('pages/registry/officers', 'Officers', model, { wide: true });
  }

  @Get(':collarNumber')
  @Consults('officer', 'collarNumber')
  async read(
    @SignedIn() { forceId, role }: Person,
    @Param('collarNumber') collarNumber: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const officer = await this.officers.find(forceId, collarNumber);
    const mayChange = may(role, 'officers.change');
    const page = pageOf(query['page']);
    // Old versions hold names that may be withheld by now.
    const history = mayChange
      ? await this.database.inForce(forceId, (manager) =>
          officerHistory(manager, forceId, officer.id, sliceOf(page)),
        )
      : null;
    const model = officerView(officer, {
      todayOn: localDayOf(this.clock.now()),
      mayChange,
      done: typeof query['done'] === 'string' ? query['done'] : undefined,
      history: history && { ...history, page },
    });
    return new Page('pages/registry/officer', `Officer ${officer.collarNumber}`, model, {
      wide: true,
      backLink: { href: '/officers', text: 'Back to officers' },
    });
  }
}
