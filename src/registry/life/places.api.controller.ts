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
import { PLACES } from './places.kind.js';
import type { PlaceFields } from './places.query.js';
import { placeFields, placeView, NEW_PLACE } from './life-api.kinds.js';
import { ChangePlaceDto, PlaceDto, PlaceView, PlacesView } from './life.dto.js';
import { LifeRecords } from './life-records.service.js';

/** The places of a neighbourhood that the public may go to, for machines. */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods/:code/places')
@UseFilters(PreconditionFailedFilter)
export class PlacesApiController {
  constructor(private readonly records: LifeRecords) {}

  @Get()
  @Allow('life.read')
  @ApiOperation({ summary: 'List the places of a neighbourhood.' })
  @ApiOkResponse({ type: PlacesView })
  async list(@Caller() { forceId }: Principal, @Param('code') code: string): Promise<PlacesView> {
    const { rows } = await this.records.list(PLACES, forceId, code);
    return { items: rows.map(placeView) };
  }

  @Get(':id')
  @Allow('life.read')
  @ApiOperation({ summary: 'Read one place, with its ETag.' })
  @ApiOkResponse({ type: PlaceView })
  async read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlaceView> {
    const { row } = await this.records.find(PLACES, forceId, code, id);
    reply.header('etag', etagOf(row.version));
    return placeView(row);
  }

  @Post()
  @Allow('life.change')
  @ApiOperation({ summary: 'Add a place.' })
  @ApiCreatedResponse({ type: PlaceView })
  async add(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: PlaceDto,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlaceView> {
    const fields = { ...NEW_PLACE, ...placeFields(body) } as PlaceFields;
    const row = await this.records.add(PLACES, { caller, requestId }, code, fields);
    reply.header('etag', etagOf(row.version));
    return placeView(row);
  }

  @Patch(':id')
  @Allow('life.change')
  @ApiOperation({ summary: 'Change a place; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: PlaceView })
  async change(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: ChangePlaceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlaceView> {
    const wanted = { id, seen: requiredVersions(ifMatch), change: placeFields(body) };
    const row = await orPreconditionFailed(ifMatch, body, placeView, () =>
      this.records.alter(PLACES, { caller, requestId }, code, wanted),
    );
    reply.header('etag', etagOf(row.version));
    return placeView(row);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('life.change')
  @ApiOperation({ summary: 'Remove a place that was entered by mistake.' })
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
    await orPreconditionFailed(ifMatch, null, placeView, () =>
      this.records.remove(PLACES, { caller, requestId }, code, wanted),
    );
  }
}
