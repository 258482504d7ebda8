import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { formatInstant } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { Page } from '../web/pages.js';
import { csvFile, jsonFile } from './download.js';
import { presets } from './report-period.js';
import { ReportPeriodQuery } from './report-period.dto.js';
import { periodChoice, periodWords, reportAddress, reportView } from './report-page.view.js';
import { ReportsService } from './reports.service.js';
import { StoredReports } from './stored-reports.service.js';

const TITLE = 'Compliance report';
const TO_LIST = { text: 'All reports', href: '/reports' };

/** The reports for whoever answers for the promise, and for whoever holds them to it. No figure names a person. */
@ApiExcludeController()
@Controller('reports')
@Allow({ roles: ['local-policing-body', 'force-admin', 'supervisor', 'auditor'] })
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly stored: StoredReports,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@SignedIn() person: Person): Promise<Page> {
    const reports = await this.stored.listReports(person);
    return new Page('pages/reports/list', 'Reports', {
      choice: periodChoice(presets(this.clock.now()), {}, []),
      reports: reports.map(({ id, fromOn, toOn, madeAt }) => ({
        href: `/reports/${id}`,
        text: periodWords({ fromOn, toOn }),
        made: formatInstant(madeAt),
      })),
    });
  }

  /** Without a period, last month; with half of one or one that is none, the choice again and what is wrong. */
  @Get('compliance')
  async compliance(
    @SignedIn() person: Person,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const choices = presets(this.clock.now());
    const asked = query.from === undefined && query.to === undefined ? daysOf(choices[0]!.period) : query;
    try {
      const report = await this.reports.readComplianceReport(person, asked, 'consult', request.id);
      const typed = { from: report.period.fromOn, to: report.period.toOn };
      const model = {
        ...reportView(report),
        choice: periodChoice(choices, typed, []),
        downloads: [{ text: 'Download these figures (CSV)', href: reportAddress(report.period, '.csv') }],
      };
      const title = `${TITLE}, ${periodWords(report.period)}`;
      return new Page('pages/reports/compliance', title, model, { wide: true, backLink: TO_LIST });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const model = { choice: periodChoice(choices, { from: query.from, to: query.to }, error.fields) };
      return new Page('pages/reports/choose', TITLE, model, {
        status: 400,
        errors: error.fields,
        backLink: TO_LIST,
      });
    }
  }

  @Get('compliance.csv')
  async complianceCsv(
    @SignedIn() person: Person,
    @Query() query: ReportPeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return csvFile(await this.reports.readComplianceReport(person, query, 'disclose', request.id), reply);
  }

  /** A kept report by its id, as a page or, with `.csv` or `.json` after the id, as a file. */
  @Get(':file')
  async read(
    @SignedIn() person: Person,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | string> {
    const [, id, extension] = /^(.*?)(\.csv|\.json)?$/s.exec(file)!;
    const action = extension ? 'disclose' : 'consult';
    const { report, madeAt } = await this.stored.readReport(person, id!, action, request.id);
    if (extension === '.csv') return csvFile(report, reply);
    if (extension === '.json') return jsonFile(report, reply);
    const model = {
      ...reportView(report),
      madeAt: formatInstant(madeAt),
      downloads: [
        { text: 'Download these figures (CSV)', href: `/reports/${id}.csv` },
        { text: 'Download these figures (JSON)', href: `/reports/${id}.json` },
      ],
    };
    const title = `${TITLE}, ${periodWords(report.period)}`;
    return new Page('pages/reports/compliance', title, model, { wide: true, backLink: TO_LIST });
  }
}

function daysOf({ fromOn, toOn }: { fromOn: string; toOn: string }): ReportPeriodQuery {
  return { from: fromOn, to: toOn };
}
