import { DateTime } from 'luxon';
import { formatDay, formatInstant, localDayOf } from '../common/calendar.js';
import type { ComplianceReport } from './compliance-report.js';
import { beforeWords, unlikeWords } from './document/comparison.js';
import { documentView, type RowsOf } from './document/document.view.js';
import { partWords, periodWords } from './document/period-words.js';
import type { ReportDocument } from './document/report-document.js';
import { valueOfPart } from './part-of-force.js';
import { reportAddress } from './period-choice.view.js';
import { shortRowsOfReport } from './rows/openable.js';

/** The address of one file of a report: `.pdf`, or `/gaps.csv` of one table. */
type FileAddress = (file: string) => string;

/** Whole files, in the order of the list. */
const FILES = [
  ['.pdf', 'The report to print or pass on (PDF)'],
  ['.xlsx', 'Every table, a sheet each (Excel workbook)'],
  ['.csv', 'All figures, a row each (CSV)'],
  ['.zip', 'Every table as a CSV file (ZIP)'],
  ['.json', 'All figures for programs (JSON)'],
] as const;

/** The page of figures as of now: they can be opened, downloaded and prepared for issue. */
export function livePage(report: ComplianceReport, document: ReportDocument, mayIssue: boolean): object {
  const { period } = report;
  const part = report.part ? valueOfPart(report.part) : '';
  // "This month" is not over, and days before the figures begin hold none.
  const isOver = period.toOn < localDayOf(DateTime.fromISO(report.cutOffAt)) && report.coverageOn !== null;
  return {
    ...reportHead(report),
    tag: { text: 'Draft', classes: 'govuk-tag--yellow' },
    document: documentView(document, relative(shortRowsOfReport(report))),
    downloads: downloadsOf(document, (file) => reportAddress(period, part, file)),
    issue: mayIssue && isOver && { from: period.fromOn, to: period.toOn, part },
  };
}

/** The page of a report that was kept: its figures are frozen, and lead to the rows of now with what they say beside them. */
export function keptPage(
  report: ComplianceReport,
  document: ReportDocument,
  { id, madeAt }: { id: string; madeAt: DateTime },
): object {
  return {
    ...reportHead(report),
    tag: { text: 'Kept', classes: 'govuk-tag--blue' },
    madeAt: formatInstant(madeAt),
    live: reportAddress(report.period),
    document: documentView(document, relative(shortRowsOfReport(report, id))),
    downloads: downloadsOf(document, (file) => `/reports/${id}${file}`),
  };
}

/** Both pages stand right under `/reports/`: ten thousand addresses need not say it. */
const relative =
  (rowsOf: RowsOf): RowsOf =>
  (figure) =>
    rowsOf(figure)?.replace(/^\/reports\//, '');

export function pageTitle({ title, period }: ReportDocument): string {
  return `${title}, ${period}`;
}

function reportHead(report: ComplianceReport): object {
  const { force, period, part } = report;
  return {
    force: force.name,
    period: periodWords(period),
    part: part && partWords(part),
    compared: beforeWords(report),
    unlike: unlikeWords(report),
    cutOff: formatInstant(DateTime.fromISO(report.cutOffAt)),
    zone: report.zone,
    startsOn: formatDay(force.startsOn),
    startsWithin: force.startsOn > period.fromOn,
    definitionsVersion: report.definitionsVersion,
  };
}

function downloadsOf({ sections }: ReportDocument, addressOf: FileAddress): object {
  const tables = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])),
  );
  return {
    files: FILES.map(([file, text]) => ({ text, href: addressOf(file) })),
    tables: tables.map(({ id, caption }) => ({ text: caption, href: addressOf(`/${id}.csv`) })),
  };
}
