import { Injectable } from '@nestjs/common';
import { ForceDatabase } from '../../database/force-database.js';
import { ReportCharts } from '../charts/report-charts.js';
import type { ComplianceReport } from '../compliance-report.js';
import { changesSince } from '../issued/differences.js';
import { lastIssuedBefore } from '../issued/issued-report.query.js';
import { changeLines } from '../issued/issued-sections.js';
import { valueOfPart } from '../part-of-force.js';
import { documentOf } from './document-of.js';
import type { ReportDocument } from './report-document.js';

/** Lays a report out with its charts and with what is known beside its figures: one place for the page and every file. */
@Injectable()
export class ReportDocuments {
  constructor(
    private readonly database: ForceDatabase,
    private readonly charts: ReportCharts,
  ) {}

  /** Of figures as of now: with what the data say otherwise today than the report issued of the preceding period. */
  live(report: ComplianceReport): Promise<ReportDocument> {
    return this.database.inForce(report.force.id, async (manager) => {
      const charts = await this.charts.chartsOf(manager, report);
      const part = report.part ? valueOfPart(report.part) : '';
      const issued = await lastIssuedBefore(manager, report.force.id, report.precedingPeriod, part);
      return documentOf(report, { charts, notes: changeNotes(issued?.report, report) });
    });
  }

  /** @param version what the kept report is called in the name of its files, such as `monthly` */
  kept(report: ComplianceReport, version: string): Promise<ReportDocument> {
    return this.database.inForce(report.force.id, async (manager) => {
      const charts = await this.charts.chartsThen(manager, report);
      return documentOf(report, { charts, version });
    });
  }
}

function changeNotes(issued: ComplianceReport | undefined, report: ComplianceReport): string[] {
  if (!report.precedingPeriod) return [];
  if (!issued) return ['No report of the preceding period was issued, so there is none to compare with.'];
  const since = changesSince(issued, report);
  return since ? changeLines(since.changes, since.tally) : [];
}
