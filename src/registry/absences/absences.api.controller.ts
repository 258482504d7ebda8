import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { DomainError } from '../../common/errors.js';
import { offsetOf } from '../../common/pagination.js';
import { ForceDatabase } from '../../database/force-database.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../../web/etag.js';
import { ApiIfMatch, ApiPaged, changedByCaller, pageLinks } from '../api-answers.js';
import { AbsencesBulkDto, AbsencesQuery, ChangeAbsenceDto, RecordAbsenceDto } from './absence.dto.js';
import {
  AbsencesView,
  absenceView,
  AbsenceView,
  ChangedAbsenceView,
  RecordedAbsenceView,
  RemovedView,
} from './absence.views.js';
import { AbsencesBulk } from './absences-bulk.service.js';
import { BULK_BODY_LIMIT, UpsertedView } from '../bulk.dto.js';
import { listAbsences } from './absence.query.js';
import { Absences } from './absences.service.js';
import { ABSENCE_KINDS } from './domain/absence-kind.js';
import { Leave } from './leave.service.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/absences')
@UseFilters(PreconditionFailedFilter)
export class AbsencesApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly absences: Absences,
    private readonly leave: Leave,
    private readonly bulk: AbsencesBulk,
  ) {}

  @Get()
  @Allow('officers.read')
  @ApiOperation({ summary: 'List absences of every time, those that began last first.' })
  @ApiQuery({ required: false, name: 'collarNumber' })
  @ApiQuery({ required: false, name: 'kind', enum: ABSENCE_KINDS })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiPaged()
  @ApiOkResponse({ type: AbsencesView })
  @Consults('officer-list')
  async list(
    @Caller() { forceId }: Principal,
    @Query() query: AbsencesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AbsencesView> {
    const { page, pageSize, collarNumber = null, kind = null, on = null } = query;
    const filter = { collarNumber, kind, on, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      listAbsences(manager, forceId, filter),
    );
    pageLinks(request, reply, query, total);
    return { items: rows.map(absenceView), page, pageSize, total };
  }

  @Post()
  @Allow('absences.change')
  @ApiOperation({ summary: 'Record an absence and, if you like, the deputies for its days.' })
  @ApiCreatedResponse({ type: RecordedAbsenceView })
  async record(
    @Caller() caller: Principal,
    @Body() body: RecordAbsenceDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedAbsenceView> {
    const { collarNumber, kind, from, until = null, hours = null, externalId = null } = body;
    const deputies = body.deputies ?? [];
    const done = await this.leave.recordAbsence(
      caller.forceId,
      {
        ...{ collarNumber, kind, fromOn: from, untilOn: until, hours, externalId },
        deputies: deputies.map((deputy, index) => ({ ...deputy, field: `deputies.${index}` })),
      },
      changedByCaller(caller, request),
    );
    const { absence, deputies: named, warnings } = done;
    reply.header('etag', etagOf(absence.version)).header('location', `/api/v1/absences/${absence.id}`);
    return {
      ...absenceView(absence),
      deputies: named.map(({ neighbourhood, collarNumber: of, assignmentIds }) => ({
        neighbourhood,
        collarNumber: of,
        assignments: assignmentIds,
      })),
      warnings,
    };
  }

  @Put()
  @Allow('absences.change')
  @RouteConfig({ bodyLimit: BULK_BODY_LIMIT })
  @ApiOperation({
    summary:
      'Add and change up to 1,000 absences by the force’s own ids, all or none; twice the same changes nothing.',
  })
  @ApiBody({ type: AbsencesBulkDto })
  @ApiOkResponse({ type: UpsertedView })
  upsert(
    @Caller() caller: Principal,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<UpsertedView> {
    return this.bulk.upsertAbsences(caller.forceId, body, changedByCaller(caller, request));
  }

  @Get(':id')
  @Allow('officers.read')
  @ApiOperation({ summary: 'Read one absence, with its ETag.' })
  @ApiOkResponse({ type: AbsenceView })
  @Consults('absence', 'id')
  async read(
    @Caller() { forceId }: Principal,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AbsenceView> {
    const found = await this.absences.find(forceId, id);
    if (!found) throw DomainError.notFound('The force has no such absence.');
    reply.header('etag', etagOf(found.version));
    return absenceView(found);
  }

  @Patch(':id')
  @Allow('absences.change')
  @ApiOperation({ summary: 'Correct an absence, or let it end; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: ChangedAbsenceView })
  async change(
    @Caller() caller: Principal,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: ChangeAbsenceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedAbsenceView> {
    const { kind, from, until, hours } = body;
    const change = {
      ...(kind && { kind }),
      ...(from && { fromOn: from }),
      ...(until !== undefined && { untilOn: until }),
      ...(hours !== undefined && { hours }),
    };
    const by = changedByCaller(caller, request);
    const done = await orPreconditionFailed(ifMatch, body, absenceView, () =>
      this.absences.changeAbsence(caller.forceId, id, change, requiredVersions(ifMatch), by),
    );
    reply.header('etag', etagOf(done.version));
    return { ...absenceView(done), warnings: done.warnings };
  }

  @Delete(':id')
  @Allow('absences.change')
  @ApiOperation({
    summary: 'Take an absence out that never was. One that is over is given its last day instead.',
  })
  @ApiIfMatch()
  @ApiOkResponse({ type: RemovedView })
  async remove(
    @Caller() caller: Principal,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<RemovedView> {
    const by = changedByCaller(caller, request);
    return orPreconditionFailed(ifMatch, null, absenceView, () =>
      this.absences.removeAbsence(caller.forceId, id, requiredVersions(ifMatch), by),
    );
  }
}
