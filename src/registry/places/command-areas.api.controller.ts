import { Body, Controller, Get, Param, Patch, Post, Put, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { ChangedBy } from '../changed-by.js';
import {
  AreaPeriodDto,
  CommandAreaDto,
  CommandAreasView,
  CommandAreaView,
  commandAreaView,
  RenameCommandAreaDto,
} from './command-areas.dto.js';
import { commandAreas } from './command-areas.query.js';
import { CommandAreas } from './command-areas.service.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/command-areas')
export class CommandAreasApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly areas: CommandAreas,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow({ scopes: ['registry:read'] })
  @ApiOperation({
    summary: 'List command areas with their neighbourhoods and supervisors of today and later.',
  })
  @ApiOkResponse({ type: CommandAreasView })
  async list(@Caller() { forceId }: Principal): Promise<CommandAreasView> {
    const on = localDayOf(this.clock.now());
    const rows = await this.database.inForce(forceId, (manager) => commandAreas(manager, forceId, on));
    return { items: rows.map(commandAreaView) };
  }

  @Get(':code')
  @Allow({ scopes: ['registry:read'] })
  @ApiOperation({ summary: 'Read one command area.' })
  @ApiOkResponse({ type: CommandAreaView })
  async read(@Caller() { forceId }: Principal, @Param('code') code: string): Promise<CommandAreaView> {
    const on = localDayOf(this.clock.now());
    const [area] = await this.database.inForce(forceId, (manager) =>
      commandAreas(manager, forceId, on, code),
    );
    if (!area)
      throw DomainError.notFound('No command area of the force has this code; see /api/v1/command-areas.');
    return commandAreaView(area);
  }

  @Post()
  @Allow({ scopes: ['registry:write'] })
  @ApiOperation({ summary: 'Add a command area.' })
  @ApiCreatedResponse({ type: CommandAreaView })
  async create(
    @Caller() caller: Principal,
    @Body() { code, name, from }: CommandAreaDto,
    @Req() request: FastifyRequest,
  ): Promise<CommandAreaView> {
    await this.areas.create(caller.forceId, { code, name, fromOn: from }, changedBy(caller, request));
    return this.read(caller, code);
  }

  @Patch(':code')
  @Allow({ scopes: ['registry:write'] })
  @ApiOperation({ summary: 'Rename a command area.' })
  @ApiOkResponse({ type: CommandAreaView })
  async rename(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() { name }: RenameCommandAreaDto,
    @Req() request: FastifyRequest,
  ): Promise<CommandAreaView> {
    await this.areas.rename(caller.forceId, code, name, changedBy(caller, request));
    return this.read(caller, code);
  }

  @Put(':code/neighbourhoods/:neighbourhood')
  @Allow({ scopes: ['registry:write'] })
  @ApiOperation({ summary: 'Let a neighbourhood belong to a command area over a period of days.' })
  @ApiOkResponse({ type: CommandAreaView })
  async place(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('neighbourhood') neighbourhood: string,
    @Body() { from, until }: AreaPeriodDto,
    @Req() request: FastifyRequest,
  ): Promise<CommandAreaView> {
    const days = { fromOn: from, untilOn: until ?? null };
    await this.areas.placeNeighbourhood(
      caller.forceId,
      code,
      neighbourhood,
      days,
      changedBy(caller, request),
    );
    return this.read(caller, code);
  }

  @Put(':code/supervisors/:collarNumber')
  @Allow({ scopes: ['registry:write'] })
  @ApiOperation({
    summary: 'Let a sergeant, an inspector or above supervise a command area over a period of days.',
  })
  @ApiOkResponse({ type: CommandAreaView })
  async supervise(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('collarNumber') collarNumber: string,
    @Body() { from, until }: AreaPeriodDto,
    @Req() request: FastifyRequest,
  ): Promise<CommandAreaView> {
    const days = { fromOn: from, untilOn: until ?? null };
    await this.areas.nameSupervisor(caller.forceId, code, collarNumber, days, changedBy(caller, request));
    return this.read(caller, code);
  }
}

function changedBy({ kind, id }: Principal, request: FastifyRequest): ChangedBy {
  return { actor: { kind, id }, requestId: request.id };
}
