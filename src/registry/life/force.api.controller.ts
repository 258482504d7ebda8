import { Body, Controller, Get, Headers, Patch, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../../web/etag.js';
import { ApiIfMatch, changedByCaller } from '../api-answers.js';
import { ForcePage } from './force-page.service.js';
import { ChangeForceDto, ForceView, forceView } from './force.dto.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/force')
@UseFilters(PreconditionFailedFilter)
export class ForceApiController {
  constructor(private readonly force: ForcePage) {}

  @Get()
  @Allow('force.read')
  @ApiOperation({ summary: 'Read how the force of the key presents itself, with its ETag.' })
  @ApiOkResponse({ type: ForceView })
  async read(
    @Caller() { forceId }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ForceView> {
    const { about } = await this.force.read(forceId);
    reply.header('etag', etagOf(about.version));
    return forceView(about);
  }

  @Patch()
  @Allow('force.change')
  @ApiOperation({ summary: 'Change how the force presents itself; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: ForceView })
  async change(
    @Caller() caller: Principal,
    @Body() body: ChangeForceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ForceView> {
    const seen = requiredVersions(ifMatch);
    const by = changedByCaller(caller, request);
    const done = await orPreconditionFailed(ifMatch, body, forceView, () =>
      this.force.describe(caller.forceId, body, seen, by),
    );
    reply.header('etag', etagOf(done.version));
    return forceView(done);
  }
}
