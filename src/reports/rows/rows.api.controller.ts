import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { ApiKnown, tagRows } from '../known-figures.js';
import { rowsApiView, RowsView } from './rows-api.view.js';
import { RowsQuery } from './rows.dto.js';
import { RowsService } from './rows.service.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports/rows')
@Allow('reports.read')
export class RowsApiController {
  constructor(private readonly rows: RowsService) {}

  @Get()
  @ApiOperation({
    summary:
      'The rows behind one figure of the compliance report, as on record now, 100 at a time. References of contacts and times need the scope contacts:read as well (else there are days), names of officers registry:read. The reading is logged.',
  })
  @ApiOkResponse({ type: RowsView })
  @ApiKnown()
  async read(
    @Caller() caller: Principal,
    @Query() query: RowsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RowsView> {
    const how = { action: 'disclose', requestId: request.id } as const;
    return tagRows(rowsApiView(await this.rows.openFigure(caller, query, how)), reply);
  }
}
