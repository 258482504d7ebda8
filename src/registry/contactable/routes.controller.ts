import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page, SeeOther } from '../../web/pages.js';
import { changedByCaller } from '../api-answers.js';
import type { ContactableConfig } from './contactable-config.js';
import { CONTACTABLE_CONFIG } from './contactable-options.js';
import { seesWithheldNames } from '../officer-wording.js';
import { listRoutes } from './route-list.query.js';
import type { NamedRoute } from './route-tries.query.js';
import { RouteTries } from './route-tries.service.js';
import { TryAgainForm } from './routes.form.js';
import { PAGE_SIZE, ROUTES_HREF, routesView, tryOutcomeWord } from './routes.view.js';

/** Every published route with what its tries said: "contactable means tried, not typed". */
@ApiExcludeController()
@Controller('coverage/routes')
@Allow('contact-routes.read')
export class RoutesController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly tries: RouteTries,
    @Inject(CONTACTABLE_CONFIG) private readonly config: ContactableConfig,
  ) {}

  @Get()
  @Consults('officer-list')
  async list(@SignedIn() { forceId, role }: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    const now = this.clock.now();
    const failing = query['show'] === 'failing';
    const page = Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
    const filter = {
      today: localDayOf(now),
      hasPattern: this.config.yourArea[forceId] !== undefined,
      failing,
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
    };
    const found = await this.database.inForce(forceId, (manager) => listRoutes(manager, forceId, filter));
    const { enabled } = this.tries;
    const done = typeof query['done'] === 'string' ? query['done'] : null;
    const mayTry = may(role, 'contact-routes.try');
    const showsWithheld = seesWithheldNames(role);
    const model = routesView({ ...found, page, failing, enabled, mayTry, showsWithheld, now, done });
    return new Page(
      'pages/contactable/routes',
      failing ? 'Failing contact routes' : 'Contact routes',
      model,
      {
        wide: true,
        backLink: { href: '/coverage', text: 'Back to coverage' },
      },
    );
  }

  @Post('try')
  @Allow('contact-routes.try')
  async tryAgain(
    @SignedIn() person: Person,
    @Body() { code, collarNumber, kind: routeKind }: TryAgainForm,
    @Query('show') show: unknown,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const by = changedByCaller(person, request);
    const route: NamedRoute =
      collarNumber === undefined
        ? { of: 'neighbourhood', key: code!, kind: routeKind }
        : { of: 'officer', key: collarNumber, kind: routeKind };
    const said = await this.tries.tryAgain(person.forceId, route, by);
    const query = new URLSearchParams({ ...(show === 'failing' && { show }), done: tryOutcomeWord(said) });
    return new SeeOther(`${ROUTES_HREF}?${query.toString()}`);
  }
}
