import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { DomainError } from '../common/errors.js';
import { offsetOf } from '../common/pagination.js';
import { ForceDatabase } from '../database/force-database.js';
import { listAssignments } from './assignment-changes.query.js';
import { Assignments } from './assignments.service.js';
import type { ChangedBy } from './changed-by.js';
import { NamedOfficers } from './named-officers.service.js';
import { AssignDto, AssignmentsQuery, EndAssignmentDto } from './registry.dto.js';
import { AssignedView, AssignmentsView, AssignmentView, assignmentView } from './registry.views.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/assignments')
export class AssignmentsApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly assignments: Assignments,
    private readonly namedOfficers: NamedOfficers,
  ) {}

  @Get()
  @Allow({ scopes: ['registry:read'] })
  @ApiOperation({ summary: 'List assignments of every time, those that began last first.' })
  @ApiQuery({ name: 'neighbourhood', required: false, description: 'Code of the neighbourhood.' })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'pageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
  @ApiOkResponse({ type: AssignmentsView })
  async list(@Caller() { forceId }: Principal, @Query() query: AssignmentsQuery): Promise<AssignmentsView> {
    const { page, pageSize, neighbourhood: code = null } = query;
    const filter = { code, limit: pageSize, offset: offsetOf(query) };
    const { rows, total } = await this.database.inForce(forceId, (manager) =>
      listAssignments(manager, forceId, filter),
    );
    return { items: rows.map(assignmentView), page, pageSize, total };
  }

  @Post()
  @Allow({ scopes: ['registry:write'] })
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
    const by = changedBy(caller, request);
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

  @Patch(':id')
  @Allow({ scopes: ['registry:write'] })
  @ApiOperation({ summary: 'Let an assignment end on a day.' })
  @ApiOkResponse({ type: AssignmentView })
  async end(
    @Caller() caller: Principal,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() { until }: EndAssignmentDto,
    @Req() request: FastifyRequest,
  ): Promise<AssignmentView> {
    const by = changedBy(caller, request);
    return assignmentView(await this.assignments.endAssignment(caller.forceId, id, until, by));
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

function changedBy({ kind, id }: Principal, request: FastifyRequest): ChangedBy {
  return { actor: { kind, id }, requestId: request.id };
}
