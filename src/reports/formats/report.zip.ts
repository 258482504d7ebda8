import { zipSync } from 'fflate';
import { toCsv } from '../csv.js';
import { reportCsv } from '../report.csv.js';
import { aboutReport, type ReportContent, tablesOf } from './report-content.js';
import { tableCsv } from './table.csv.js';

/** The first instant a zip can write; the time of making would change the bytes of the same report. */
export const ZIP_TIME = new Date(1980, 0, 1);

/** Every table of a report as a CSV file of its own, the figures as one tidy table, and what all of it is. */
export function reportZip(content: ReportContent): Uint8Array {
  const tables = tablesOf(content.document);
  const about = [
    ...aboutReport(content),
    ['figures.csv', 'Every figure, one a row'],
    ...tables.map(({ id, caption }) => [`${id}.csv`, caption]),
  ];
  const files: [name: string, text: string][] = [
    ['about.csv', toCsv(about)],
    ['figures.csv', reportCsv(content.report)],
    ...tables.map((table): [string, string] => [`${table.id}.csv`, tableCsv(table, content)]),
  ];
  const encoder = new TextEncoder();
  return zipSync(Object.fromEntries(files.map(([name, text]) => [name, encoder.encode(text)])), {
    mtime: ZIP_TIME,
  });
}
