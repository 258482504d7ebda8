import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  Patch,
  Put,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { offsetOf } from '../common/pagination.js';
import { ForceDatabase } from '../database/force-database.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../web/etag.js';
import { ApiIfMatch, ApiPaged, changedByCaller, pageLinks } from './api-answers.js';
import { BULK_BODY_LIMIT, OfficersBulkDto, UpsertedView } from './bulk.dto.js';
import { OfficersBulk } from './officers-bulk.service.js';
import { officerChangeOf } from './officer-change.js';
import { listOfficers } from './officer-list.query.js';
import { ChangeOfficerDto } from './officer.dto.js';
import { ChangedOfficerView, OfficerRecordView, officerRecordView } from './officer.views.js';
import { Officers } from './officers.service.js';
import type { OfficerRecord } from './officer-record.query.js';
import { ranksNamed, readsWithheldNames } from './officer-wording.js';
import { OfficersQuery } from './registry.dto.js';
import { OfficersView, officerView } from './registry.views.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/officers')
@UseFilters(PreconditionFailedFilter)
export class OfficersApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly officers: Officers,
    private readonly bulk: OfficersBulk,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('officers.read')
  @ApiOperation({ summary: 'List the officers of the force.' })
  @ApiQuery({
    name: 'q',
    required: false,
    description: 'Looked for in name, collar number, rank and the places of today’s assignments.',
  })
  @ApiPaged()
  @ApiOkResponse({ type: OfficersView })
  @Consults('officer-list')
  async list(
    @Caller() caller: Principal,
    @Query() query: OfficersQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfficersView> {
    const { page, pageSize, q } = query;
    const onDay = localDayOf(this.clock.now());
    const search = q?.trim() || null;
    const ranks = ranksNamed(search);
    const byWithheldName = readsWithheldNames(caller);
    const filter = { search, onDay, ranks, byWithheldName, limit: pageSize, offset: offsetOf(query) };
    const { forceId } = caller;
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      listOfficers(manager, forceId, filter),
    );
    pageLinks(request, reply, query, total);
    return { items: rows.map((row) => officerView(row, byWithheldName)), page, pageSize, total };
  }

  @Put()
  @Allow('officers.change')
  @RouteConfig({ bodyLimit: BULK_BODY_LIMIT })
  @ApiOperation({
    summary:
      'Add and change up to 1,000 officers by collar number, all or none; twice the same changes nothing.',
  })
  @ApiBody({ type: OfficersBulkDto })
  @ApiOkResponse({ type: UpsertedView })
  upsert(
    @Caller() caller: Principal,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<UpsertedView> {
    return this.bulk.upsertOfficers(caller.forceId, body, changedByCaller(caller, request));
  }

  @Get(':collarNumber')
  @Allow('officers.read')
  @ApiOperation({ summary: 'Read one officer with everything that is recorded, of every time.' })
  @ApiOkResponse({ type: OfficerRecordView })
  @Consults('officer', 'collarNumber')
  async read(
    @Caller() caller: Principal,
    @Param('collarNumber') collarNumber: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfficerRecordView> {
    const found = await this.officers.find(caller.forceId, collarNumber);
    reply.header('etag', etagOf(found.version));
    return officerRecordView(found, readsWithheldNames(caller));
  }

  @Patch(':collarNumber')
  @Allow('officers.change')
  @ApiOperation({ summary: 'Change an officer, from a day on or for days past; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: ChangedOfficerView })
  async change(
    @Caller() caller: Principal,
    @Param('collarNumber') collarNumber: string,
    @Body() body: ChangeOfficerDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedOfficerView> {
    const seen = requiredVersions(ifMatch);
    const change = officerChangeOf(body, localDayOf(this.clock.now()));
    const by = changedByCaller(caller, request);
    const done = await orPreconditionFailed(ifMatch, body, whole, () =>
      this.officers.changeOfficer(caller.forceId, collarNumber, change, seen, by),
    );
    reply.header('etag', etagOf(done.version));
    return { ...whole(done), warnings: done.warnings };
  }
}

/** Whoever may change officers reads all of them. */
const whole = (record: OfficerRecord): OfficerRecordView => officerRecordView(record, true);
