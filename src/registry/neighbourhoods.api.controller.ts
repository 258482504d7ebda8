import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { formatDay, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { offsetOf } from '../common/pagination.js';
import { ForceDatabase } from '../database/force-database.js';
import { NeighbourhoodQueries } from './neighbourhood-queries.js';
import { NeighbourhoodQuery, NeighbourhoodsQuery } from './registry.dto.js';
import { NeighbourhoodsView, NeighbourhoodView, neighbourhoodView } from './registry.views.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods')
@Allow({ scopes: ['registry:read'] })
export class NeighbourhoodsApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly queries: NeighbourhoodQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List the neighbourhoods of a day, today unless given, with who is assigned then.',
  })
  @ApiQuery({ name: 'q', required: false, description: 'Looked for in name and code.' })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'pageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
  @ApiOkResponse({ type: NeighbourhoodsView })
  async list(
    @Caller() { forceId }: Principal,
    @Query() query: NeighbourhoodsQuery,
  ): Promise<NeighbourhoodsView> {
    const { page, pageSize, q, on = localDayOf(this.clock.now()) } = query;
    const filter = { on, search: q, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      this.queries.list(manager, forceId, filter),
    );
    return { items: rows.map(neighbourhoodView), page, pageSize, total };
  }

  @Get(':code')
  @ApiOperation({
    summary: 'Read one neighbourhood of a day, today unless given, with who is assigned then.',
  })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiOkResponse({ type: NeighbourhoodView })
  async read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Query() { on = localDayOf(this.clock.now()) }: NeighbourhoodQuery,
  ): Promise<NeighbourhoodView> {
    const found = await this.database.inForce(forceId, (manager) =>
      this.queries.onDay(manager, forceId, code, on),
    );
    if (!found) {
      throw DomainError.notFound(
        `No neighbourhood of the force has this code on ${formatDay(on)}; see /api/v1/neighbourhoods.`,
      );
    }
    return neighbourhoodView(found);
  }
}
