import { Readable } from 'node:stream';
import { CsvError, type Info, parse, type Parser } from 'csv-parse';
import type { ParsedRow } from '../domain/parsed-row.js';
import { breathe, isDue } from './breathe.js';
import {
  type ColumnMapping,
  type HeaderProblem,
  type Layout,
  readHeader,
  separatorProblem,
} from './domain/column-mapping.js';
import { type ImportProblem, problemsAt, refusal, refuseIfAny } from './import-problem.js';

/** A row with the line on which it begins, the header being line 1. */
export type Placed<Row> = Row & { line: number };

export interface CsvFile<Row> {
  /** The rows that can be read. */
  rows: Placed<Row>[];
  /** How many rows the file has, those that cannot be read included. */
  total: number;
  problems: ImportProblem[];
  notes: string[];
}

export interface CsvOptions<Row> {
  layout: Layout;
  /** Null: the columns must be ours. */
  mapping: ColumnMapping | null;
  forceId: string;
  parseRow: (cells: Record<string, string>) => ParsedRow<Row>;
}

const SLICE_BYTES = 64 * 1024;

/**
 * The rows of a CSV file, in any order of columns. Commas, quotes doubled inside quotes, lines of either kind; blank
 * lines are passed over. Only the rows that were read are held, never the cells of the whole file.
 * @throws DomainError naming every column that is missing, doubled or unknown: without them no row can be read.
 */
export async function readCsv<Row>(
  bytes: Buffer,
  { layout, mapping, forceId, parseRow }: CsvOptions<Row>,
): Promise<CsvFile<Row>> {
  const file: CsvFile<Row> = { rows: [], total: 0, problems: [], notes: [] };
  let width = 0;
  let positions: [string, number][] | undefined;
  for await (const { line, record } of recordsOf(bytes)) {
    if (!positions) {
      const header = readHeader(
        record.map((name) => name.trim()),
        layout,
        mapping,
      );
      refuseIfAny(header.problems.map(atHeader));
      if (header.ignored.length > 0) {
        file.notes.push(`Columns that nothing is done with: ${header.ignored.join(', ')}.`);
      }
      [positions, width] = [[...header.positions], record.length];
      continue;
    }
    file.total += 1;
    if (isDue(file.total)) await breathe();
    const where = `line ${line}`;
    if (record.length !== width) {
      file.problems.push({ where, reason: widthProblem(record.length, width) });
      continue;
    }
    const cells = Object.fromEntries(positions.map(([name, position]) => [name, record[position]!]));
    const foreign = foreignProblem(cells['force'], forceId);
    if (foreign) file.problems.push({ where, column: 'force', reason: foreign });
    const parsed = parseRow(cells);
    if ('problems' in parsed) file.problems.push(...problemsAt(where, parsed.problems));
    else if (!foreign) file.rows.push({ line, ...parsed.row });
  }
  if (!positions) throw refusal([{ where: 'file', reason: 'is empty' }]);
  if (file.total === 0) throw refusal([{ where: 'file', reason: 'holds a header and no rows' }]);
  return file;
}

/** The names in the first line and, for a person who must say what they are, the cells of the row below. */
export async function headerOf(bytes: Buffer): Promise<{ names: string[]; sample: string[] }> {
  const first: string[][] = [];
  for await (const { record } of recordsOf(bytes)) {
    first.push(record);
    if (first.length === 2) break;
  }
  if (!first[0]) throw refusal([{ where: 'file', reason: 'is empty' }]);
  return { names: first[0].map((name) => name.trim()), sample: first[1] ?? [] };
}

/** "a file from another force": of a file that says whose it is, a row of another one's is refused. */
export function foreignProblem(force: string | undefined, forceId: string): string | undefined {
  const text = force?.trim() ?? '';
  if (text === '' || text.toLowerCase() === forceId) return undefined;
  return `is another force; this file is imported for ${forceId}`;
}

async function* recordsOf(bytes: Buffer): AsyncGenerator<{ line: number; record: string[] }> {
  const parser: Parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  const source = Readable.from(slicesOf(bytes));
  source.pipe(parser);
  let ended = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: string[] }>) {
      const line = ended + 1;
      ended = info.lines;
      if (record.some((cell) => cell.trim() !== '')) yield { line, record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    throw refusal([{ where: lines ? `line ${lines}` : 'file', reason: quotesProblem(bytes, lines) }]);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    yield bytes.subarray(start, start + SLICE_BYTES);
  }
}

function atHeader({ column, reason }: HeaderProblem): ImportProblem {
  return { where: 'line 1', ...(column !== undefined && { column }), reason };
}

function widthProblem(cells: number, width: number): string {
  return `has ${cells} ${cells === 1 ? 'cell' : 'cells'} where the header has ${width}; a comma inside a cell needs quotes around the cell`;
}

/** With another separator than a comma the quotes of the first line are the first thing that looks wrong. */
function quotesProblem(bytes: Buffer, line: number | undefined): string {
  const header = bytes
    .subarray(0, 10_000)
    .toString()
    .split(/[\r\n]/, 1)[0]!;
  const separator = /"([;\t])"/.exec(header)?.[1];
  return line === 1 && separator
    ? separatorProblem(separator)
    : 'has quotes that do not match: put the whole cell in quotes and double every quote inside it';
}
