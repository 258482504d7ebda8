import {
  Body,
  Controller,
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
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { DomainError } from '../common/errors.js';
import { offsetOf } from '../common/pagination.js';
import { ForceDatabase } from '../database/force-database.js';
import { listAssignments } from './assignment-changes.query.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../web/etag.js';
import { ApiIfMatch, ApiPaged, changedByCaller, pageLinks } from './api-answers.js';
import { AssignmentsBulk } from './assignments-bulk.service.js';
import { Assignments } from './assignments.service.js';
import { AssignmentsBulkDto, BULK_BODY_LIMIT, UpsertedView } from './bulk.dto.js';
import type { ChangedBy } from './changed-by.js';
import { NamedOfficers } from './named-officers.service.js';
import { AssignDto, AssignmentsQuery, EndAssignmentDto } from './registry.dto.js';
import {
  AssignedView,
  AssignmentsView,
  AssignmentView,
  assignmentView,
  ChangedAssignmentView,
} from './registry.views.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/assignments')
@UseFilters(PreconditionFailedFilter)
export class AssignmentsApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly assignments: Assignments,
    private readonly namedOfficers: NamedOfficers,
    private readonly bulk: AssignmentsBulk,
  ) {}

  @Get()
  @Allow('officers.read')
  @ApiOperation({ summary: 'List assignments of every time, those that began last first.' })
  @ApiQuery({ name: 'neighbourhood', required: false, description: 'Code of the neighbourhood.' })
  @ApiPaged()
  @ApiOkResponse({ type: AssignmentsView })
  @Consults('officer-list')
  async list(
    @Caller() { forceId }: Principal,
    @Query() query: AssignmentsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentsView> {
    const { page, pageSize, neighbourhood: code = null } = query;
    const filter = { code, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      listAssignments(manager, forceId, filter),
    );
    pageLinks(request, reply, query, total);
    return { items: rows.map(assignmentView), page, pageSize, total };
  }

  @Post()
  @Allow('assignments.change')
  @ApiOperation({
    summary:
      'Assign an officer, or with `replace` hand the lead of a neighbourhood over. Overlaps are answered 409.',
  })
  @ApiCreatedResponse({ type: AssignedView })
  @ApiOkResponse({
    type: AssignedView,
    description: 'The officer is the lead on that day already; nothing was changed.',
  })
  async assign(
    @Caller() caller: Principal,
    @Body() body: AssignDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignedView> {
    const by = changedByCaller(caller, request);
    if (body.replace) return this.replace(caller.forceId, body, by, reply);
    const {
      neighbourhood: neighbourhoodCode,
      collarNumber,
      role,
      from: fromOn,
      until: untilOn = null,
    } = body;
    const { assignment, warnings } = await this.assignments.assignOfficer(
      { forceId: caller.forceId, neighbourhoodCode, collarNumber, role, fromOn, untilOn },
      by,
    );
    return { outcome: 'created', assignment: assignmentView(assignment), ended: [], removed: [], warnings };
  }

  @Put()
  @Allow('assignments.change')
  @RouteConfig({ bodyLimit: BULK_BODY_LIMIT })
  @ApiOperation({
    summary:
      'Add and change up to 1,000 assignments by the force’s own ids, all or none; twice the same changes nothing.',
  })
  @ApiBody({ type: AssignmentsBulkDto })
  @ApiOkResponse({ type: UpsertedView })
  upsert(
    @Caller() caller: Principal,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<UpsertedView> {
    return this.bulk.upsertAssignments(caller.forceId, body, changedByCaller(caller, request));
  }

  @Get(':id')
  @Allow('officers.read')
  @ApiOperation({ summary: 'Read one assignment, with its ETag.' })
  @ApiOkResponse({ type: AssignmentView })
  @Consults('assignment', 'id')
  async read(
    @Caller() { forceId }: Principal,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentView> {
    const held = await this.assignments.find(forceId, id);
    reply.header('etag', etagOf(held.version));
    return assignmentView(held);
  }

  @Patch(':id')
  @Allow('assignments.change')
  @ApiOperation({ summary: 'Let an assignment end on a day; the answer says what coverage loses.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: ChangedAssignmentView })
  async end(
    @Caller() caller: Principal,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: EndAssignmentDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedAssignmentView> {
    const by = changedByCaller(caller, request);
    const seen = requiredVersions(ifMatch);
    const held = await orPreconditionFailed(ifMatch, body, assignmentView, () =>
      this.assignments.endAssignment(caller.forceId, id, body.until, by, seen),
    );
    reply.header('etag', etagOf(held.version));
    return { ...assignmentView(held), warnings: held.warnings };
  }

  private async replace(
    forceId: string,
    { neighbourhood, collarNumber, role, from, until }: AssignDto,
    by: ChangedBy,
    reply: FastifyReply,
  ): Promise<AssignedView> {
    if (role !== 'lead')
      throw DomainError.field('replace', 'Only the role lead can be replaced; leave replace out');
    if (until)
      throw DomainError.field(
        'until',
        'A new lead stays until further notice; leave until out and end it later',
      );
    const change = { collarNumber, fromOn: from };
    const done = await this.namedOfficers.replaceNamedOfficer(forceId, neighbourhood, change, by);
    if (done.outcome === 'unchanged') reply.code(200);
    return {
      outcome: done.outcome,
      assignment: assignmentView(done.assignment),
      ended: done.ended.map(({ id, untilOn }) => ({ id, until: untilOn })),
      removed: done.removed,
      warnings: done.warnings,
    };
  }
}
