import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Page, SeeOther } from '../../web/pages.js';
import { ReportPeriodQuery } from '../report-period.dto.js';
import { answerWithFile } from './file-answer.js';
import { fileHref, fileView, isUnderWay } from './made/report-file.view.js';
import { ReportFiles } from './made/report-files.service.js';
import { type AskedReport, ReportContents } from './report-contents.service.js';
import type { FileFormat } from './report-formats.js';

const ID = new ParseUUIDPipe();
const REFRESH_SECONDS = '2';

/** Reports as files to save, for the same people that read them; a file that takes long has a page that says so. */
@ApiExcludeController()
@Controller('reports')
@Allow('reports.read')
export class ReportFilesController {
  constructor(
    private readonly contents: ReportContents,
    private readonly files: ReportFiles,
  ) {}

  @Get('compliance.json')
  json(
    @SignedIn() person: Person,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, query, 'json', request, reply);
  }

  @Get('compliance.zip')
  zip(
    @SignedIn() person: Person,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, query, 'zip', request, reply);
  }

  @Get('compliance.xlsx')
  workbook(
    @SignedIn() person: Person,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, query, 'xlsx', request, reply);
  }

  @Get('compliance.pdf')
  pdf(
    @SignedIn() person: Person,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, query, 'pdf', request, reply);
  }

  @Get('compliance/:table.csv')
  async table(
    @SignedIn() person: Person,
    @Param('table') table: string,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.contents.tableFile(person, query, table, request.id), reply);
  }

  @Get('files/:id')
  async file(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    const file = await this.files.read(person, id);
    if (isUnderWay(file)) void reply.header('refresh', REFRESH_SECONDS);
    const model = fileView(file);
    return new Page('pages/reports/files/file', model.title, model, {
      backLink: { href: '/reports', text: 'All reports' },
    });
  }

  /** The name is for the browser's list of downloads; the id says which file. */
  @Get('files/:id/:name')
  async fetch(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.files.fetch(person, id, request.id), reply);
  }

  @Get(':id.zip')
  keptZip(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, { id }, 'zip', request, reply);
  }

  @Get(':id.xlsx')
  keptWorkbook(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, { id }, 'xlsx', request, reply);
  }

  @Get(':id.pdf')
  keptPdf(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    return this.answer(person, { id }, 'pdf', request, reply);
  }

  @Get(':id/:table.csv')
  async keptTable(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Param('table') table: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answerWithFile(await this.contents.tableFile(person, { id }, table, request.id), reply);
  }

  private async answer(
    person: Person,
    asked: AskedReport,
    format: FileFormat,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Buffer | SeeOther> {
    const file = await this.files.make(person, asked, format, request.id);
    return 'bytes' in file ? answerWithFile(file, reply) : new SeeOther(fileHref(file.id));
  }
}
