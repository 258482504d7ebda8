import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { ReportPeriodQuery } from '../report-period.dto.js';
import { answerWithFile } from './file-answer.js';
import { ReportContents } from './report-contents.service.js';

const FILE = { schema: { type: 'string', format: 'binary' } };

/** The files of a report for machine clients, which wait for as long as one takes. */
@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Allow('reports.read')
export class ReportFilesApiController {
  constructor(private readonly contents: ReportContents) {}

  @Get('compliance.zip')
  @ApiOperation({ summary: 'Every table of the report as a CSV file of its own, in one zip.' })
  @ApiProduces('application/zip')
  @ApiOkResponse(FILE)
  async zip(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.contents.file(caller, query, 'zip', request.id), reply);
  }

  @Get('compliance.xlsx')
  @ApiOperation({ summary: 'The report as a workbook, a sheet a table.' })
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOkResponse(FILE)
  async workbook(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.contents.file(caller, query, 'xlsx', request.id), reply);
  }

  @Get('compliance.pdf')
  @ApiOperation({
    summary: 'The report as a tagged PDF. That of a force of 200 neighbourhoods takes some seconds.',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse(FILE)
  async pdf(
    @Caller() caller: Principal,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.contents.file(caller, query, 'pdf', request.id), reply);
  }

  @Get('compliance/:table.csv')
  @ApiOperation({ summary: 'One table of the report as CSV: RFC 4180, UTF-8, with the period and the zone.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async table(
    @Caller() caller: Principal,
    @Param('table') table: string,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.contents.tableFile(caller, query, table, request.id), reply);
  }
}
