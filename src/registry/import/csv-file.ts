import { CsvError, type Info, parse } from 'csv-parse/sync';
import { type ImportProblem, refusal, refuseIfAny } from './import-problem.js';

export interface CsvRow {
  /** The line on which the row begins, the header being line 1. */
  line: number;
  cells: Record<string, string>;
}

/**
 * The rows of a CSV file with exactly these columns, in any order. Commas, quotes doubled inside quotes, lines of
 * either kind; blank lines are passed over.
 * @returns the rows of the right width, and a problem for each of the others
 * @throws DomainError naming every column that is missing, doubled or unknown: without them no row can be read.
 */
export function readCsv(
  text: string,
  columns: readonly string[],
): { rows: CsvRow[]; problems: ImportProblem[] } {
  const [header, ...rows] = recordsOf(text);
  if (!header) throw refusal([{ where: 'file', reason: 'is empty' }]);
  const names = header.record.map((name) => name.trim());
  refuseIfAny(headerProblems(names, columns));
  if (rows.length === 0) throw refusal([{ where: 'file', reason: 'holds a header and no rows' }]);
  const problems: ImportProblem[] = [];
  const whole: CsvRow[] = [];
  for (const { line, record } of rows) {
    if (record.length === names.length) {
      whole.push({ line, cells: Object.fromEntries(names.map((name, i) => [name, record[i]!])) });
    } else {
      problems.push({
        where: `line ${line}`,
        reason: `has ${record.length} ${record.length === 1 ? 'cell' : 'cells'} where the header has ${names.length}; a comma inside a cell needs quotes around the cell`,
      });
    }
  }
  return { rows: whole, problems };
}

function recordsOf(text: string): { line: number; record: string[] }[] {
  let ended = 0;
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as { info: Info; record: string[] }[];
    return records
      .map(({ info, record }) => {
        const line = ended + 1;
        ended = info.lines;
        return { line, record };
      })
      .filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    throw refusal([
      {
        where: lines ? `line ${lines}` : 'file',
        reason: 'has quotes that do not match: put the whole cell in quotes and double every quote inside it',
      },
    ]);
  }
}

function headerProblems(names: string[], columns: readonly string[]): ImportProblem[] {
  const where = 'line 1';
  if (names.length === 1 && /[;\t]/.test(names[0]!)) {
    const separator = names[0]!.includes(';') ? 'semicolons' : 'tabs';
    return [{ where, reason: `is separated by ${separator}; save the file with commas` }];
  }
  const expected = `the columns are ${columns.join(',')}`;
  const doubled = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return [
    ...columns
      .filter((name) => !names.includes(name))
      .map((column) => ({
        where,
        column,
        reason: `is missing; ${expected}, and a cell may be empty`,
      })),
    ...[...doubled].map((column) => ({
      where,
      column: column || '(no name)',
      reason: 'stands there twice; remove one',
    })),
    ...names
      .filter((name) => !columns.includes(name) && !doubled.has(name))
      .map((column) => ({
        where,
        column: column || '(no name)',
        reason: `is not known; remove it: ${expected}`,
      })),
  ];
}
