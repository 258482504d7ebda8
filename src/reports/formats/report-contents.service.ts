import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.js';
import { DomainError } from '../../common/errors.js';
import { ReportDocuments } from '../document/report-documents.js';
import type { ReportPeriodQuery } from '../report-period.dto.js';
import { ReportsService } from '../reports.service.js';
import { StoredReports } from '../stored-reports.service.js';
import { type ReportContent, type ReportFile, tablesOf } from './report-content.js';
import { type FileFormat, makeFile, makeTableFile } from './report-formats.js';

/** Which report: as of now, or one that was kept. */
export type AskedReport = ReportPeriodQuery | { id: string };

/** Reports as files for whoever asks; each is logged as disclosed. */
@Injectable()
export class ReportContents {
  constructor(
    private readonly reports: ReportsService,
    private readonly stored: StoredReports,
    private readonly documents: ReportDocuments,
  ) {}

  async file(
    reader: Principal,
    asked: AskedReport,
    format: FileFormat,
    requestId: string,
  ): Promise<ReportFile> {
    return makeFile(format, await this.read(reader, asked, requestId));
  }

  /** @throws DomainError `not-found` if the report has no such table */
  async tableFile(reader: Principal, asked: AskedReport, id: string, requestId: string): Promise<ReportFile> {
    const content = await this.read(reader, asked, requestId);
    const table = tablesOf(content.document).find((each) => each.id === id);
    if (table) return makeTableFile(table, content);
    throw DomainError.notFound(
      'This report has no such table. Download all of its tables and choose one by its file name.',
    );
  }

  private async read(reader: Principal, asked: AskedReport, requestId: string): Promise<ReportContent> {
    if ('id' in asked) {
      const { report, kind } = await this.stored.readReport(reader, asked.id, 'disclose', requestId);
      return { report, document: await this.documents.kept(report, kind) };
    }
    const report = await this.reports.readComplianceReport(reader, asked, 'disclose', requestId);
    return { report, document: await this.documents.live(report) };
  }
}
