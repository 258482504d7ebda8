import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { changedByCaller } from '../api-answers.js';
import { Posts } from './posts.service.js';
import { readsWithheldNames } from '../officer-wording.js';
import { workforceApiView } from './workforce-api.view.js';
import {
  AsbLeadDto,
  AsbLeadNamedView,
  EstablishmentDto,
  WorkforceQuery,
  WorkforceView,
} from './workforce.dto.js';
import { WorkforceFigures } from './workforce.service.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/workforce')
export class WorkforceApiController {
  constructor(
    private readonly figures: WorkforceFigures,
    private readonly posts: Posts,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Consults('officer-list')
  @Allow('workforce.read')
  @ApiOperation({
    summary:
      'Read tenure, headcount, abstraction and the anti-social behaviour lead as of a day, today unless given.',
  })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiOkResponse({ type: WorkforceView })
  async read(@Caller() caller: Principal, @Query() { on }: WorkforceQuery): Promise<WorkforceView> {
    const figures = await this.figures.onDay(caller.forceId, on ?? localDayOf(this.clock.now()));
    return workforceApiView(figures, readsWithheldNames(caller));
  }

  @Post('asb-lead')
  @HttpCode(200)
  @Allow('workforce.change')
  @ApiOperation({ summary: 'Name the force’s anti-social behaviour lead from a day on.' })
  @ApiOkResponse({ type: AsbLeadNamedView })
  async nameAsbLead(
    @Caller() caller: Principal,
    @Body() { collarNumber, from }: AsbLeadDto,
    @Req() request: FastifyRequest,
  ): Promise<AsbLeadNamedView> {
    const change = { collarNumber, fromOn: from };
    return {
      outcome: await this.posts.nameAsbLead(caller.forceId, change, changedByCaller(caller, request)),
    };
  }

  @Post('establishment')
  @HttpCode(204)
  @Allow('workforce.change')
  @ApiOperation({
    summary: 'Set how many posts a rank has in neighbourhood policing, and its uplift target, from a day on.',
  })
  @ApiNoContentResponse()
  async setEstablishment(
    @Caller() caller: Principal,
    @Body() { rank, posts, upliftTarget = null, from }: EstablishmentDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const change = { rank, posts, upliftTarget, fromOn: from };
    await this.posts.setEstablishment(caller.forceId, change, changedByCaller(caller, request));
  }
}
