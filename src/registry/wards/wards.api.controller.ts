import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  Put,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { offsetOf } from '../../common/pagination.js';
import { ForceDatabase } from '../../database/force-database.js';
import { etagOf, orPreconditionFailed, orReadFirst, PreconditionFailedFilter } from '../../web/etag.js';
import { ApiIfMatchOfKnown, changedByCaller } from '../api-answers.js';
import { WardChoices } from './ward-choices.service.js';
import { WardQueries } from './ward-queries.js';
import {
  WardChoiceDto,
  WardChoiceView,
  wardChoiceView,
  WardQuery,
  WardsQuery,
  WardsView,
  WardView,
  wardView,
} from './wards.dto.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/wards')
@UseFilters(PreconditionFailedFilter)
export class WardsApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly queries: WardQueries,
    private readonly choices: WardChoices,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('wards.read')
  @ApiOperation({
    summary: 'List the council wards of a day, today unless given, with the neighbourhoods they map to.',
  })
  @ApiQuery({ name: 'q', required: false, description: 'Looked for in name and code.' })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'pageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
  @ApiOkResponse({ type: WardsView })
  async list(@Caller() { forceId }: Principal, @Query() query: WardsQuery): Promise<WardsView> {
    const { page, pageSize, q, on = localDayOf(this.clock.now()) } = query;
    const filter = { on, search: q, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      this.queries.list(manager, forceId, filter),
    );
    return { items: rows.map(wardView), page, pageSize, total };
  }

  @Get(':code')
  @Allow('wards.read')
  @ApiOperation({ summary: 'Read one ward with the neighbourhoods of a day, today unless given.' })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiOkResponse({ type: WardView })
  read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Query() { on = localDayOf(this.clock.now()) }: WardQuery,
  ): Promise<WardView> {
    return this.ward(forceId, code, on);
  }

  @Get(':code/neighbourhoods/:neighbourhood')
  @Allow('wards.read')
  @ApiOperation({ summary: 'Read what was decided about a ward and a neighbourhood, with its ETag.' })
  @ApiOkResponse({ type: WardChoiceView })
  async choice(
    @Caller() { forceId }: Principal,
    @Param('code') ward: string,
    @Param('neighbourhood') neighbourhood: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WardChoiceView> {
    const found = await this.choices.find(forceId, { ward, neighbourhood });
    reply.header('etag', etagOf(found.version));
    return wardChoiceView(found);
  }

  @Put(':code/neighbourhoods/:neighbourhood')
  @Allow('wards.change')
  @ApiIfMatchOfKnown()
  @ApiOperation({
    summary: 'Decide that a neighbourhood counts for a ward, or does not, whatever the areas say.',
  })
  @ApiOkResponse({ type: WardView })
  async choose(
    @Caller() caller: Principal,
    @Param('code') ward: string,
    @Param('neighbourhood') neighbourhood: string,
    @Body() choice: WardChoiceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WardView> {
    const by = changedByCaller(caller, request);
    const said = { ifMatch, ifNoneMatch };
    const { version } = await orPreconditionFailed(ifMatch, choice, wardChoiceView, () =>
      orReadFirst(said, (seen) =>
        this.choices.choose(caller.forceId, { ward, neighbourhood }, choice, seen, by),
      ),
    );
    reply.header('etag', etagOf(version));
    return this.ward(caller.forceId, ward, localDayOf(this.clock.now()));
  }

  @Delete(':code/neighbourhoods/:neighbourhood')
  @Allow('wards.change')
  @ApiIfMatchOfKnown()
  @ApiOperation({ summary: 'Take a decision about a ward and a neighbourhood back: the areas decide again.' })
  @ApiOkResponse({ type: WardView })
  async clear(
    @Caller() caller: Principal,
    @Param('code') ward: string,
    @Param('neighbourhood') neighbourhood: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<WardView> {
    const by = changedByCaller(caller, request);
    await orPreconditionFailed(ifMatch, null, wardChoiceView, () =>
      orReadFirst({ ifMatch }, (seen) =>
        this.choices.clear(caller.forceId, { ward, neighbourhood }, seen, by),
      ),
    );
    return this.ward(caller.forceId, ward, localDayOf(this.clock.now()));
  }

  private async ward(forceId: string, code: string, on: string): Promise<WardView> {
    const found = await this.database.inForce(forceId, (manager) =>
      this.queries.find(manager, forceId, code, on),
    );
    if (!found) throw DomainError.notFound('No ward of the force has this code; see /api/v1/wards.');
    return wardView(found);
  }
}
