import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  Patch,
  Post,
  Put,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../../web/etag.js';
import { ApiIfMatch, changedByCaller } from '../api-answers.js';
import {
  AreaPeriodDto,
  CommandAreaDto,
  CommandAreasView,
  CommandAreaView,
  commandAreaView,
  RenameCommandAreaDto,
} from './command-areas.dto.js';
import { commandAreas } from './command-areas.query.js';
import { CommandAreas, type Outcome } from './command-areas.service.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/command-areas')
@UseFilters(PreconditionFailedFilter)
export class CommandAreasApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly areas: CommandAreas,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('command-areas.read')
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
  @Allow('command-areas.read')
  @ApiOperation({
    summary: 'Read one command area, with its ETag, which counts changes of what belongs to it too.',
  })
  @ApiOkResponse({ type: CommandAreaView })
  async read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAreaView> {
    const on = localDayOf(this.clock.now());
    const [area] = await this.database.inForce(forceId, (manager) =>
      commandAreas(manager, forceId, on, code),
    );
    if (!area)
      throw DomainError.notFound('No command area of the force has this code; see /api/v1/command-areas.');
    reply.header('etag', etagOf(area.version));
    return commandAreaView(area);
  }

  @Post()
  @Allow('command-areas.change')
  @ApiOperation({ summary: 'Add a command area.' })
  @ApiCreatedResponse({ type: CommandAreaView })
  async create(
    @Caller() caller: Principal,
    @Body() { code, name, from }: CommandAreaDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAreaView> {
    await this.areas.create(caller.forceId, { code, name, fromOn: from }, changedByCaller(caller, request));
    return this.read(caller, code, reply);
  }

  @Patch(':code')
  @Allow('command-areas.change')
  @ApiOperation({ summary: 'Rename a command area.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: CommandAreaView })
  rename(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: RenameCommandAreaDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAreaView> {
    const by = changedByCaller(caller, request);
    const wanted = { code, seen: requiredVersions(ifMatch) };
    return this.changed(caller, { code, ifMatch, sent: body }, reply, () =>
      this.areas.rename(caller.forceId, wanted, body.name, by),
    );
  }

  @Put(':code/neighbourhoods/:neighbourhood')
  @Allow('command-areas.change')
  @ApiOperation({ summary: 'Let a neighbourhood belong to a command area over a period of days.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: CommandAreaView })
  place(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('neighbourhood') neighbourhood: string,
    @Body() body: AreaPeriodDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAreaView> {
    const days = { fromOn: body.from, untilOn: body.until ?? null };
    const by = changedByCaller(caller, request);
    const wanted = { code, seen: requiredVersions(ifMatch) };
    return this.changed(caller, { code, ifMatch, sent: body }, reply, () =>
      this.areas.placeNeighbourhood(caller.forceId, wanted, neighbourhood, days, by),
    );
  }

  @Put(':code/supervisors/:collarNumber')
  @Allow('command-areas.change')
  @ApiOperation({
    summary: 'Let a sergeant, an inspector or above supervise a command area over a period of days.',
  })
  @ApiIfMatch()
  @ApiOkResponse({ type: CommandAreaView })
  supervise(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('collarNumber') collarNumber: string,
    @Body() body: AreaPeriodDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAreaView> {
    const days = { fromOn: body.from, untilOn: body.until ?? null };
    const by = changedByCaller(caller, request);
    const wanted = { code, seen: requiredVersions(ifMatch) };
    return this.changed(caller, { code, ifMatch, sent: body }, reply, () =>
      this.areas.nameSupervisor(caller.forceId, wanted, collarNumber, days, by),
    );
  }

  /** The area as it then is, or 412 with what was sent and what is there. */
  private async changed(
    caller: Principal,
    { code, ifMatch, sent }: { code: string; ifMatch: string | undefined; sent: object },
    reply: FastifyReply,
    work: () => Promise<Outcome>,
  ): Promise<CommandAreaView> {
    await orPreconditionFailed(ifMatch, sent, commandAreaView, work);
    return this.read(caller, code, reply);
  }
}
