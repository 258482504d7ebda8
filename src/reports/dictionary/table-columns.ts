import { documentOf } from '../document/document-of.js';
import type { DocumentTable } from '../document/report-document.js';
import { exceptionsOf } from '../domain/exceptions.js';
import { type ReportContent, tablesOf } from '../formats/report-content.js';
import { tableCsv } from '../formats/table.csv.js';
import { MEASURES } from '../measures/catalogue.js';
import type { Measure } from '../measures/measure.js';
import { REPORT_COLUMNS } from './figure-columns.js';
import { specimenReport } from './specimen.js';

/** One column of one CSV file. */
export interface TableColumn {
  /** Without `.csv`. */
  table: string;
  name: string;
  unit: string | null;
  meaning: string;
  /** The field of the model in which the same stands; null if the words are put together of several. */
  field: string | null;
}

/** One CSV file of a report. */
export interface ReportTable {
  /** The name of the file without `.csv`. */
  id: string;
  caption: string;
}

const measures = new Map<string, Measure>(MEASURES.map((measure) => [measure.id, measure]));
const UNITS: Record<Measure['unit'], string> = {
  percent: 'per cent',
  count: 'number',
  days: 'days',
  minutes: 'minutes',
  state: 'words',
};

const UNIT_OF_MEASURE = 'that of the measure: per cent, percentage points, days, or minutes for a time';

/** Every table that a report may have and its columns, found by laying out a report that has everything. */
export function tablesOfReports(): { tables: ReportTable[]; columns: TableColumn[] } {
  const report = specimenReport();
  const comments = Object.fromEntries(exceptionsOf(report).map(({ key }) => [key, 'A']));
  const content: ReportContent = { report, document: documentOf(report, { charts: [], comments }) };
  const tables = tablesOf(content.document);
  return {
    tables: tables.map(({ id, caption }) => ({ id, caption })),
    columns: tables.flatMap((table) => columnsOf(table, content)),
  };
}

/** By the heads of the file itself, so that a column which a format adds is not forgotten. */
function columnsOf(table: DocumentTable, content: ReportContent): TableColumn[] {
  const [heads = ''] = tableCsv(table, content).split('\r\n', 1);
  const names = heads.slice(1, -1).split('","');
  let at = -1;
  return names.map((name) => {
    if (table.columns[at + 1]?.title === name) at += 1;
    const column = { table: table.id, name };
    if (isOfReport(name)) return { ...column, unit: null, meaning: '', field: REPORT_COLUMNS[name] };
    return { ...column, ...wordsOf(table, at, name), field: null };
  });
}

const isOfReport = (name: string): name is keyof typeof REPORT_COLUMNS => Object.hasOwn(REPORT_COLUMNS, name);

/** A column is of a measure, of what its share is of, of its change, or of words that say themselves. */
function wordsOf(table: DocumentTable, at: number, name: string): Pick<TableColumn, 'unit' | 'meaning'> {
  const { id, title } = table.columns[at]!;
  const whole = measures.get(id);
  if (name === `${title} (plain date)`)
    return { unit: null, meaning: `The same as a plain date, as 2026-03-31: ${title}` };
  if (name === `${title} (plain code)`)
    return { unit: null, meaning: `Its code, as the file of all figures and the API have it: ${title}` };
  if (name !== title) {
    const isDays = id === 'days' || id === 'days-in-all';
    const isChange = id.endsWith('-change');
    const unit = whole
      ? UNITS[whole.unit]
      : isDays
        ? 'days'
        : isChange
          ? 'percentage points'
          : UNIT_OF_MEASURE;
    return { unit, meaning: `The same as a plain number: ${whole?.title ?? title}` };
  }
  if (whole) return { unit: UNITS[whole.unit], meaning: whole.definition };
  const of = measures.get(id.replace(/-of$/, ''));
  if (of) return { unit: null, meaning: `${of.numerator}, of: ${of.denominator ?? 'all'}` };
  const changed = measures.get(id.replace(/-change$/, ''));
  const since = table.columns.some((column) => column.id === 'month') ? 'month before' : 'preceding period';
  if (changed) return { unit: 'percentage points', meaning: `Change since the ${since}: ${changed.title}` };
  return { unit: null, meaning: title };
}
