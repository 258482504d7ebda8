import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile, { type CellObject, type Row, type Sheet } from 'write-excel-file/node';
import type { DocumentCell, DocumentTable } from '../../document/report-document.js';
import { numberAsShown } from '../domain/number-as-shown.js';
import { sheetNames } from '../domain/sheet-names.js';
import { aboutReport, type ReportContent, tablesOf } from '../report-content.js';
import { ZIP_TIME } from '../report.zip.js';

type WorkbookSheet = Sheet<Buffer>;

const FONT = { fontFamily: 'Arial', fontSize: 11 };
const NARROWEST = 8;
const WIDEST = 60;
const HEAD_ROWS = 2;

/** The workbook of a report (XLSX): a sheet that says what it is, then a sheet a table. No cell is ever a formula. */
export async function reportWorkbook(content: ReportContent): Promise<Uint8Array> {
  const tables = tablesOf(content.document);
  const names = sheetNames(['contents', ...tables.map(({ id }) => id)]);
  const sheets = [
    contentsSheet(names, tables, content),
    ...tables.map((table, at) => tableSheet(names[at + 1]!, table)),
  ];
  const written = await writeXlsxFile(sheets, FONT).toBuffer();
  // Written anew with one fixed time, so that the same report is the same bytes.
  return zipSync(unzipSync(written), { mtime: ZIP_TIME });
}

function contentsSheet(
  names: readonly string[],
  tables: readonly DocumentTable[],
  content: ReportContent,
): WorkbookSheet {
  const rows: [string, string][] = [
    ...aboutReport(content),
    ['', ''],
    ['Sheet', 'What it holds'],
    ...tables.map(({ caption }, at): [string, string] => [names[at + 1]!, caption]),
  ];
  const data = rows.map(([left, right], at): Row => [
    bold(left),
    at === rows.length - tables.length - 1 ? bold(right) : words(right),
  ]);
  return { sheet: names[0]!, data, columns: [{ width: 30 }, { width: 80 }] };
}

/** What the table is in the first row, its heads in the second; both stay in sight. */
function tableSheet(sheet: string, { caption, columns, rows, heads, none }: DocumentTable): WorkbookSheet {
  const data: Row[] = [
    [bold(caption)],
    columns.map(({ title, numeric }) => bold(title, { wrap: true, ...(numeric && { align: 'right' }) })),
    ...rows.map((row) => row.map((cell, at) => cellOf(cell, columns[at]!.numeric))),
  ];
  if (rows.length === 0 && none) data.push([words(none)]);
  return {
    sheet,
    data,
    columns: columns.map((column, at) => ({ width: widthOf(column.title, rows, at) })),
    stickyRowsCount: HEAD_ROWS,
    stickyColumnsCount: rows.length > 0 ? Math.min(heads, 2) : 0,
  };
}

function cellOf(cell: DocumentCell, numeric: boolean): CellObject {
  const number = numberAsShown(cell.text, cell.value);
  if (number) return { type: Number, value: number.value, format: number.format, align: 'right' };
  return words(cell.text, numeric ? { align: 'right' } : {});
}

/** Of the type of words, so that nothing in it is run; an empty one is no cell. */
function words(text: string, look: Partial<CellObject> = {}): CellObject {
  return text === '' ? {} : { type: String, value: text, ...look };
}

function bold(text: string, look: Partial<CellObject> = {}): CellObject {
  return words(text, { fontWeight: 'bold', ...look });
}

/** In characters: the longest cell, and the longest word of the head. */
function widthOf(title: string, rows: readonly DocumentCell[][], at: number): number {
  const lengths = rows.map((row) => row[at]!.text.length);
  const longest = Math.max(...title.split(' ').map((word) => word.length), ...lengths);
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}
