import { DateTime } from 'luxon';
import { formatDay, formatInstant, localDayOf } from '../common/calendar.js';
import type { ComplianceReport } from './compliance-report.js';
import { documentView } from './document/document.view.js';
import { partWords, periodWords } from './document/period-words.js';
import type { ReportDocument } from './document/report-document.js';
import { figureKey } from './figure-words.js';
import { valueOfPart } from './part-of-force.js';
import { reportAddress } from './period-choice.view.js';
import { canOpen, rowsAddress } from './rows/openable.js';

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
  const figures = new Map(report.figures.map((figure) => [figureKey(figure), figure]));
  // "This month" is not over, and days before the figures begin hold none.
  const isOver = period.toOn < localDayOf(DateTime.fromISO(report.cutOffAt)) && report.coverageOn !== null;
  const rowsOf = (key: string): string | undefined => {
    const figure = figures.get(key);
    return figure && canOpen(figure.measure)
      ? rowsAddress(figure, period, { part: part || undefined })
      : undefined;
  };
  return {
    ...reportHead(report),
    document: documentView(document, rowsOf),
    downloads: downloadsOf(document, (file) => reportAddress(period, part, file)),
    issue: mayIssue && isOver && { from: period.fromOn, to: period.toOn, part },
  };
}

/** The page of a report that was kept: frozen, so no figure leads to rows that may have changed since. */
export function keptPage(
  report: ComplianceReport,
  document: ReportDocument,
  { id, madeAt }: { id: string; madeAt: DateTime },
): object {
  return {
    ...reportHead(report),
    madeAt: formatInstant(madeAt),
    live: reportAddress(report.period),
    document: documentView(document),
    downloads: downloadsOf(document, (file) => `/reports/${id}${file}`),
  };
}

export function pageTitle({ title, period }: ReportDocument): string {
  return `${title}, ${period}`;
}

function reportHead(report: ComplianceReport): object {
  const { force, period, precedingPeriod, part } = report;
  return {
    force: force.name,
    period: periodWords(period),
    part: part && partWords(part),
    compared: precedingPeriod && periodWords(precedingPeriod),
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
