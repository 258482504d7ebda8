import { Body, Controller, Get, Headers, Param, Patch, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { formatDay, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { offsetOf } from '../common/pagination.js';
import { ForceDatabase } from '../database/force-database.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../web/etag.js';
import { ApiIfMatch, ApiPaged, changedByCaller, pageLinks } from './api-answers.js';
import { NeighbourhoodChanges } from './neighbourhood-changes.service.js';
import { readsWithheldNames } from './officer-wording.js';
import { NeighbourhoodQueries } from './neighbourhood-queries.js';
import { ChangeNeighbourhoodDto } from './neighbourhood.dto.js';
import { NeighbourhoodQuery, NeighbourhoodsQuery } from './registry.dto.js';
import {
  ChangedNeighbourhoodView,
  neighbourhoodSettingsView,
  NeighbourhoodsView,
  NeighbourhoodView,
  neighbourhoodView,
} from './registry.views.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods')
@UseFilters(PreconditionFailedFilter)
export class NeighbourhoodsApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly queries: NeighbourhoodQueries,
    private readonly changes: NeighbourhoodChanges,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Consults('neighbourhood')
  @Allow('neighbourhoods.read')
  @ApiOperation({
    summary: 'List the neighbourhoods of a day, today unless given, with who is assigned then.',
  })
  @ApiQuery({
    name: 'q',
    required: false,
    description:
      'Looked for in name, code, former names, places, names and codes of wards, and the officers of the day.',
  })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiPaged()
  @ApiOkResponse({ type: NeighbourhoodsView })
  async list(
    @Caller() caller: Principal,
    @Query() query: NeighbourhoodsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NeighbourhoodsView> {
    const { page, pageSize, q, on = localDayOf(this.clock.now()) } = query;
    const { forceId } = caller;
    const readsWithheld = readsWithheldNames(caller);
    const reach = readsWithheld ? ('all' as const) : ('published' as const);
    const filter = { on, search: q, reach, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      this.queries.list(manager, forceId, filter),
    );
    pageLinks(request, reply, query, total);
    return { items: rows.map((row) => neighbourhoodView(row, readsWithheld)), page, pageSize, total };
  }

  @Get(':code')
  @Consults('neighbourhood', 'code')
  @Allow('neighbourhoods.read')
  @ApiOperation({
    summary: 'Read one neighbourhood of a day, today unless given, with who is assigned then.',
  })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiOkResponse({ type: NeighbourhoodView })
  async read(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Query() { on = localDayOf(this.clock.now()) }: NeighbourhoodQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NeighbourhoodView> {
    const found = await this.database.inForce(caller.forceId, (manager) =>
      this.queries.onDay(manager, caller.forceId, code, on),
    );
    if (!found) {
      throw DomainError.notFound(
        `No neighbourhood of the force has this code on ${formatDay(on)}; see /api/v1/neighbourhoods.`,
      );
    }
    reply.header('etag', etagOf(found.version));
    return neighbourhoodView(found, readsWithheldNames(caller));
  }

  @Patch(':code')
  @Allow('neighbourhoods.change')
  @ApiOperation({
    summary:
      'Change what a neighbourhood tells and how it is reached, from today on; what is left out stays.',
  })
  @ApiIfMatch()
  @ApiOkResponse({ type: ChangedNeighbourhoodView })
  async change(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: ChangeNeighbourhoodDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedNeighbourhoodView> {
    const seen = requiredVersions(ifMatch);
    const by = changedByCaller(caller, request);
    const { warnings, ...done } = await orPreconditionFailed(ifMatch, body, neighbourhoodSettingsView, () =>
      this.changes.changeNeighbourhood(caller.forceId, code, body, seen, by),
    );
    reply.header('etag', etagOf(done.version));
    return { ...neighbourhoodSettingsView(done), warnings };
  }
}
