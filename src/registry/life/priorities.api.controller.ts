import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { isCurrent } from './domain/priorities-current.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../../web/etag.js';
import { ApiIfMatch } from '../api-answers.js';
import { PRIORITIES } from './priorities.kind.js';
import type { PriorityFields } from './priorities.query.js';
import { priorityFields, priorityView, NEW_PRIORITY } from './life-api.kinds.js';
import { ChangePriorityDto, PriorityDto, PriorityView, PrioritiesView, ReviewedView } from './life.dto.js';
import { LifeRecords } from './life-records.service.js';
import { PriorityReviews } from './priority-reviews.service.js';

/** The priorities of a neighbourhood, for machines. */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods/:code/priorities')
@UseFilters(PreconditionFailedFilter)
export class PrioritiesApiController {
  constructor(
    private readonly records: LifeRecords,
    private readonly reviews: PriorityReviews,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('life.read')
  @ApiOperation({ summary: 'List the priorities of a neighbourhood, and when they were last reviewed.' })
  @ApiOkResponse({ type: PrioritiesView })
  async list(@Caller() { forceId }: Principal, @Param('code') code: string): Promise<PrioritiesView> {
    const on = localDayOf(this.clock.now());
    const { rows, reviewedOn } = await this.reviews.read(forceId, code, on);
    return { items: rows.map(priorityView), reviewedOn, current: isCurrent(reviewedOn, on) };
  }

  @Post('reviewed')
  @HttpCode(200)
  @Allow('life.change')
  @ApiOperation({
    summary: 'Say that the priorities were reviewed today, changed or not. The second time changes nothing.',
  })
  @ApiOkResponse({ type: ReviewedView })
  async reviewed(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<ReviewedView> {
    await this.reviews.record({ caller, requestId }, code);
    return { reviewedOn: localDayOf(this.clock.now()) };
  }

  @Get(':id')
  @Allow('life.read')
  @ApiOperation({ summary: 'Read one priority, with its ETag.' })
  @ApiOkResponse({ type: PriorityView })
  async read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriorityView> {
    const { row } = await this.records.find(PRIORITIES, forceId, code, id);
    reply.header('etag', etagOf(row.version));
    return priorityView(row);
  }

  @Post()
  @Allow('life.change')
  @ApiOperation({ summary: 'Add a priority.' })
  @ApiCreatedResponse({ type: PriorityView })
  async add(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: PriorityDto,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriorityView> {
    const fields = { ...NEW_PRIORITY, ...priorityFields(body) } as PriorityFields;
    const row = await this.records.add(PRIORITIES, { caller, requestId }, code, fields);
    reply.header('etag', etagOf(row.version));
    return priorityView(row);
  }

  @Patch(':id')
  @Allow('life.change')
  @ApiOperation({ summary: 'Change a priority; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: PriorityView })
  async change(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: ChangePriorityDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriorityView> {
    const wanted = { id, seen: requiredVersions(ifMatch), change: priorityFields(body) };
    const row = await orPreconditionFailed(ifMatch, body, priorityView, () =>
      this.records.alter(PRIORITIES, { caller, requestId }, code, wanted),
    );
    reply.header('etag', etagOf(row.version));
    return priorityView(row);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('life.change')
  @ApiOperation({ summary: 'Remove a priority that was entered by mistake.' })
  @ApiIfMatch()
  @ApiNoContentResponse()
  async remove(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    const wanted = { id, seen: requiredVersions(ifMatch) };
    await orPreconditionFailed(ifMatch, null, priorityView, () =>
      this.records.remove(PRIORITIES, { caller, requestId }, code, wanted),
    );
  }
}
