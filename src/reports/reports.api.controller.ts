import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { ComplianceReport } from './compliance-report.js';
import { csvFile } from './download.js';
import { ReportPeriodQuery } from './report-period.dto.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Allow({ scopes: ['reports:read'] })
export class ReportsApiController {
  constructor(private readonly reports: ReportsService) {}

  @Get('compliance')
  @ApiOperation({
    summary:
      'The compliance report of the key’s force for a period, as on record now. The reading is logged.',
  })
  @ApiOkResponse({ type: ComplianceReport })
  compliance(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
  ): Promise<ComplianceReport> {
    return this.reports.readComplianceReport(caller, query, 'disclose', request.id);
  }

  @Get('compliance.csv')
  @ApiOperation({ summary: 'The same figures as one table: RFC 4180, UTF-8, a row a figure.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async complianceCsv(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return csvFile(await this.reports.readComplianceReport(caller, query, 'disclose', request.id), reply);
  }
}
