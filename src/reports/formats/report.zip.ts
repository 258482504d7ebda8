import { zipSync } from 'fflate';
import { toCsv } from '../csv.js';
import { reportCsv } from '../report.csv.js';
import { aboutReport, type ReportContent, tablesOf } from './report-content.js';
import { tableCsv, tableFileName } from './table.csv.js';

/** The first instant a zip can write; the time of making would change the bytes of the same report. */
export const ZIP_TIME = new Date(1980, 0, 1);

/**
 * Every table of a report as a CSV file of its own, the figures as one tidy table, and what all of it is. Each says force,
 * period and version in its name, as the archive does: files that were taken out of it are still told apart.
 */
export function reportZip(content: ReportContent): Uint8Array {
  const { fileStem } = content.document;
  const tables = tablesOf(content.document);
  const [about, figures] = ['about', 'figures'].map((id) => tableFileName(fileStem, id));
  const facts = [
    ...aboutReport(content),
    [figures!, 'Every figure, one a row'],
    ...tables.map(({ id, caption }) => [tableFileName(fileStem, id), caption]),
  ];
  const files: [name: string, text: string][] = [
    [about!, toCsv(facts)],
    [figures!, reportCsv(content.report)],
    ...tables.map((table): [string, string] => [tableFileName(fileStem, table.id), tableCsv(table, content)]),
  ];
  const encoder = new TextEncoder();
  return zipSync(Object.fromEntries(files.map(([name, text]) => [name, encoder.encode(text)])), {
    mtime: ZIP_TIME,
  });
}
