import { stringify } from 'csv-stringify/sync';

/** A cell: text from people or the database, or a figure that we wrote ourselves and that may begin with a sign. */
export type CsvCell = string | { figure: string | number | null } | null;

/** What a spreadsheet would take for a formula, once it has trimmed the cell. */
const FORMULA = /^(\s*[=+\-@＝]|[\t\r])/;

/**
 * RFC 4180: every cell quoted, lines ended by CRLF, UTF-8. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it; our own figures (`-1.2`) stay numbers.
 * @example toCsv([['name', { figure: -1 }], ['=1+1', null]]) // "name","-1" and "'=1+1",""
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => row.map(cellText)),
    { quoted: true, quoted_empty: true, record_delimiter: 'windows' },
  );
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.figure === null ? '' : String(cell.figure);
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
