import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { ApiKnown, tagFigures } from '../known-figures.js';
import { SeriesAnswer, SeriesQuery } from './series.dto.js';
import { SeriesService } from './series.service.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Allow('reports.read')
export class SeriesApiController {
  constructor(private readonly series: SeriesService) {}

  @Get('series')
  @ApiOperation({
    summary:
      'Figures of the key’s force, or of a part of it, month by month, as on record now. The reading is logged.',
  })
  @ApiOkResponse({ type: SeriesAnswer })
  @ApiKnown()
  async read(
    @Caller() caller: Principal,
    @Query() query: SeriesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesAnswer> {
    return tagFigures(await this.series.readSeries(caller, query, request.id), reply);
  }
}
