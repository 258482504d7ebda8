import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { ComplianceReport } from './compliance-report.js';
import { csvFile } from './download.js';
import { ApiKnown, tagFigures } from './known-figures.js';
import { ReportPeriodQuery } from './report-period.dto.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Allow('reports.read')
export class ReportsApiController {
  constructor(private readonly reports: ReportsService) {}

  @Get('compliance')
  @ApiOperation({
    summary:
      'The compliance report of the key’s force for a period, as on record now. The reading is logged.',
  })
  @ApiOkResponse({ type: ComplianceReport })
  @ApiKnown()
  async compliance(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplianceReport> {
    return tagFigures(await this.reports.readComplianceReport(caller, query, 'disclose', request.id), reply);
  }

  @Get('compliance.csv')
  @ApiOperation({ summary: 'The same figures as one table: RFC 4180, UTF-8, a row a figure.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiKnown()
  async complianceCsv(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const report = await this.reports.readComplianceReport(caller, query, 'disclose', request.id);
    // Every row says the data cut-off, which is another each time and makes no other answer.
    tagFigures({ ...report, form: 'csv' }, reply);
    return csvFile(report, reply);
  }
}
