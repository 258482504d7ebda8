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
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../../web/etag.js';
import { ApiIfMatch } from '../api-answers.js';
import { EVENTS } from './events.kind.js';
import type { EventFields } from './events.query.js';
import { eventFields, eventView, NEW_EVENT } from './life-api.kinds.js';
import { ChangeEventDto, EventDto, EventView, EventsView } from './life.dto.js';
import { LifeRecords } from './life-records.service.js';

/** The events of a neighbourhood, for machines. */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods/:code/events')
@UseFilters(PreconditionFailedFilter)
export class EventsApiController {
  constructor(private readonly records: LifeRecords) {}

  @Get()
  @Allow('life.read')
  @ApiOperation({ summary: 'List the events of a neighbourhood.' })
  @ApiOkResponse({ type: EventsView })
  async list(@Caller() { forceId }: Principal, @Param('code') code: string): Promise<EventsView> {
    const { rows } = await this.records.list(EVENTS, forceId, code);
    return { items: rows.map(eventView) };
  }

  @Get(':id')
  @Allow('life.read')
  @ApiOperation({ summary: 'Read one event, with its ETag.' })
  @ApiOkResponse({ type: EventView })
  async read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventView> {
    const { row } = await this.records.find(EVENTS, forceId, code, id);
    reply.header('etag', etagOf(row.version));
    return eventView(row);
  }

  @Post()
  @Allow('life.change')
  @ApiOperation({ summary: 'Add an event.' })
  @ApiCreatedResponse({ type: EventView })
  async add(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: EventDto,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventView> {
    const fields = { ...NEW_EVENT, ...eventFields(body) } as EventFields;
    const row = await this.records.add(EVENTS, { caller, requestId }, code, fields);
    reply.header('etag', etagOf(row.version));
    return eventView(row);
  }

  @Patch(':id')
  @Allow('life.change')
  @ApiOperation({ summary: 'Change an event; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: EventView })
  async change(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: ChangeEventDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventView> {
    const wanted = { id, seen: requiredVersions(ifMatch), change: eventFields(body) };
    const row = await orPreconditionFailed(ifMatch, body, eventView, () =>
      this.records.alter(EVENTS, { caller, requestId }, code, wanted),
    );
    reply.header('etag', etagOf(row.version));
    return eventView(row);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('life.change')
  @ApiOperation({ summary: 'Remove an event that was entered by mistake.' })
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
    await orPreconditionFailed(ifMatch, null, eventView, () =>
      this.records.remove(EVENTS, { caller, requestId }, code, wanted),
    );
  }
}
