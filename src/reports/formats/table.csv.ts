import { type CsvCell, toCsv } from '../csv.js';
import type { ComplianceReport } from '../compliance-report.js';
import type { DocumentCell, DocumentTable } from '../document/report-document.js';

/** Says force, period and version, whether it is handed over alone or in an archive. */
export const tableFileName = (fileStem: string, tableId: string): string => `${fileStem}-${tableId}.csv`;

/** Of which days a table is; whatever else a report has is not in its file. */
export interface TableOf {
  report: Pick<ComplianceReport, 'period' | 'zone'>;
  document?: unknown;
}

/** What stands beside every row: the days of the report, which are not those of the row. */
export const REPORT_HEADS = ['report from', 'report to', 'zone'] as const;

/**
 * One table of a report as a CSV file: the words that every format prints, then the days of the report and the zone. A column whose
 * words are not the bare number, such as shares, changes and times, or that are a day, a length or something with a code, has
 * the plain numbers, days or codes in a column of their own.
 */
export function tableCsv({ columns, rows }: DocumentTable, { report }: TableOf): string {
  const plains = columns.map(({ plain }, at) =>
    rows.some((row) => hidesNumber(row[at]!)) ? 'number' : (plain ?? null),
  );
  const { fromOn, toOn } = report.period;
  return toCsv([
    [
      ...columns.flatMap(({ title }, at) => [
        title,
        ...(plains[at] ? [`${title} (plain ${plains[at]})`] : []),
      ]),
      ...REPORT_HEADS,
    ],
    ...rows.map((row) => [
      ...row.flatMap((cell, at) => [printed(cell), ...(plains[at] ? [plainOf(cell, plains[at])] : [])]),
      ...[fromOn, toOn, report.zone],
    ]),
  ]);
}

/** A code is somebody's word; days and numbers are ours. */
function plainOf({ plain, value }: DocumentCell, kind: string): CsvCell {
  return kind === 'code' ? (plain ?? null) : { figure: plain ?? value ?? null };
}

/** A change may begin with a sign and is ours; what has no number behind it may be anybody's words. */
function printed({ text, value }: DocumentCell): CsvCell {
  const words = text.replaceAll('\u00a0', ' ');
  return value === undefined ? words : { figure: words };
}

/** `72 h 1 min` of 4321 minutes does, and so do `98.4%` and `−3`; `98.4` and `+3` do not. */
function hidesNumber({ text, value }: DocumentCell): boolean {
  return value !== undefined && Number(text) !== value;
}
