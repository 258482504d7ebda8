import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../access/allow.js';
import { may } from '../access/permissions.js';
import type { Person } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { Page } from '../web/pages.js';
import { neighbourhoodListView, PAGE_SIZE } from './neighbourhood-list.view.js';
import { NeighbourhoodQueries } from './neighbourhood-queries.js';
import { neighbourhoodView } from './neighbourhood.view.js';
import { seesWithheldNames } from './officer-wording.js';

/** The pages of the registry that everybody of the force and its local policing body may read. */
@ApiExcludeController()
@Controller('neighbourhoods')
@Allow('neighbourhoods.read')
export class NeighbourhoodsController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly queries: NeighbourhoodQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Consults('neighbourhood')
  async list(@SignedIn() { forceId, role }: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    const search = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 200) : '';
    const page = Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
    const todayOn = localDayOf(this.clock.now());
    const reach = seesWithheldNames(role) ? ('all' as const) : ('published' as const);
    const filter = { on: todayOn, search, reach, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const found = await this.database.inForce(forceId, (manager) =>
      this.queries.list(manager, forceId, filter),
    );
    const model = neighbourhoodListView({
      ...found,
      page,
      search,
      todayOn,
      showsWithheld: seesWithheldNames(role),
      role,
    });
    return new Page('pages/registry/list', 'Neighbourhoods', model, { wide: true });
  }

  @Get(':code')
  @Consults('neighbourhood', 'code')
  async read(
    @SignedIn() { forceId, role }: Person,
    @Param('code') code: string,
    @Query('done') done: unknown,
  ): Promise<Page> {
    const todayOn = localDayOf(this.clock.now());
    const detail = await this.database.inForce(forceId, (manager) =>
      this.queries.find(manager, forceId, code, todayOn),
    );
    if (!detail)
      throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
    const model = neighbourhoodView(detail, {
      forceId,
      todayOn,
      showsWithheld: seesWithheldNames(role),
      mayChange: may(role, 'neighbourhoods.change'),
      seesOfficers: may(role, 'officers.read'),
      done: typeof done === 'string' ? done : undefined,
    });
    return new Page('pages/registry/neighbourhood', detail.neighbourhood.name, model, {
      backLink: { href: '/neighbourhoods', text: 'Back to neighbourhoods' },
    });
  }
}
