import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import { may } from '../access/permissions.js';
import type { Person } from '../access/principal.js';
import { Clock } from '../common/clock.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { Page } from '../web/pages.js';
import { typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import type { ComplianceReport } from './compliance-report.js';
import { ReportDocuments } from './document/report-documents.js';
import { csvFile, jsonFile } from './download.js';
import { IssuedReports } from './issued/issued-reports.service.js';
import { versionsTold } from './issued/versions-told.view.js';
import { valueOfPart } from './part-of-force.js';
import { periodChoice } from './period-choice.view.js';
import { keptPage, livePage, pageTitle } from './report-page.view.js';
import { presets } from './report-period.js';
import { ReportPeriodQuery } from './report-period.dto.js';
import { reportsList } from './reports-list.view.js';
import { linkedDocument } from './rows/linked-tables.js';
import { ReportsService } from './reports.service.js';
import { StoredReports } from './stored-reports.service.js';

const TO_LIST = { text: 'All reports', href: '/reports' };

/** The reports for whoever answers for the promise, and for whoever holds them to it. No figure names a person. */
@ApiExcludeController()
@Controller('reports')
@Allow('reports.read')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly documents: ReportDocuments,
    private readonly stored: StoredReports,
    private readonly issued: IssuedReports,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@SignedIn() person: Person): Promise<Page> {
    const parts = await this.reports.partsToChoose(person);
    const choice = periodChoice(presets(this.clock.now()), parts, {}, []);
    return new Page('pages/reports/list', 'Reports', {
      choice,
      kept: reportsList(await this.stored.listReports(person)),
      mayPrepare: may(person, 'drafts.prepare'),
    });
  }

  /** Without a period, last month; with half of one or one that is none, the choice again and what is wrong. */
  @Get('compliance')
  async compliance(
    @SignedIn() person: Person,
    @Query() typed: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const choices = presets(this.clock.now());
    const parts = await this.reports.partsToChoose(person);
    const { form: query, errors } = await checkForm(ReportPeriodQuery, typed);
    if (errors.length > 0) return choose(periodChoice(choices, parts, typedOf(typed), errors), errors);
    // Two blank days are a choice that was made.
    const given = typedOf(typed);
    const isAsked = given['from'] !== undefined || given['to'] !== undefined;
    const asked = isAsked ? query : lastMonth(query, choices[0]!);
    try {
      const report = await this.reports.readComplianceReport(person, asked, 'consult', request.id);
      const [document, issuedVersions] = await Promise.all([
        this.documents.live(report),
        this.issuedBeside(person, report),
      ]);
      const shown = { from: report.period.fromOn, to: report.period.toOn, part: query.part };
      const model = {
        ...livePage(report, linkedDocument(document, report), may(person, 'drafts.prepare')),
        issuedVersions,
        choice: periodChoice(choices, parts, shown, []),
      };
      return new Page('pages/reports/compliance', pageTitle(document), model, {
        wide: true,
        backLink: TO_LIST,
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return choose(periodChoice(choices, parts, typedOf(typed), error.fields), error.fields);
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
    const stored = await this.stored.readReport(person, id!, action, request.id);
    const { report, kind } = stored;
    if (extension === '.csv') return csvFile(report, reply, kind);
    if (extension === '.json') return jsonFile(report, reply, kind);
    const document = await this.documents.kept(report, kind);
    const model = {
      ...keptPage(report, linkedDocument(document, report, stored.id), stored),
      issuedVersions: await this.issuedBeside(person, report),
    };
    return new Page('pages/reports/compliance', pageTitle(document), model, {
      wide: true,
      backLink: TO_LIST,
    });
  }

  /** Beside what is live or kept, and never within it: which versions of the same period and part were issued. */
  private async issuedBeside(person: Person, { period, part }: ComplianceReport): Promise<object | null> {
    const { fromOn, toOn } = period;
    const subject = { fromOn, toOn, part: part ? valueOfPart(part) : '' };
    return versionsTold(await this.issued.versionsOf(person, subject));
  }
}

/** The choice again, with what is wrong with the one that was made. */
function choose(choice: object, errors: readonly FieldError[]): Page {
  const how = { status: 400, errors, backLink: TO_LIST };
  return new Page('pages/reports/choose', 'Compliance report', { choice }, how);
}

function lastMonth({ part }: ReportPeriodQuery, { period }: { period: { fromOn: string; toOn: string } }) {
  return { from: period.fromOn, to: period.toOn, part };
}
