import { unseenProblem } from './unseen-character.js';

/** What is wrong with one cell of a row; the reason is a clause that follows the column's name and says what to do. */
export interface CellProblem {
  column: string;
  reason: string;
}

export type ParsedRow<T> = { row: T } | { problems: CellProblem[] };

/**
 * Reads the cells of one row by their columns and gathers everything that is wrong, so that a person mends a row
 * once. Cells are trimmed; a blank one is absent. Texts stay texts, formulas too.
 */
export class RowReader {
  readonly problems: CellProblem[] = [];

  constructor(private readonly cells: Readonly<Record<string, unknown>>) {}

  problem(column: string, reason: string): void {
    this.problems.push({ column, reason });
  }

  /** The text, or null if blank; `check` names what is wrong with it. */
  optional(column: string, maxLength: number, check?: (text: string) => string | undefined): string | null {
    const cell = this.cells[column] ?? '';
    if (typeof cell !== 'string') {
      this.problem(column, 'must be a text');
      return null;
    }
    const text = cell.trim();
    if (text === '') return null;
    const wrong = lineProblem(text) ?? textProblem(text, maxLength) ?? check?.(text);
    if (wrong) this.problem(column, wrong);
    return text;
  }

  /** As `optional`, of several lines. */
  paragraphs(column: string, maxLength: number): string | null {
    const cell = this.cells[column];
    if (typeof cell !== 'string') return this.optional(column, maxLength);
    const text = cell.replace(/\r\n?/g, '\n').trim();
    const wrong = textProblem(text.replace(/[\n\t]/g, ' '), maxLength);
    if (wrong) this.problem(column, wrong);
    return text || null;
  }

  /** As `optional`, but blank is a problem; then the empty text is returned. */
  required(column: string, maxLength: number, check?: (text: string) => string | undefined): string {
    const before = this.problems.length;
    const text = this.optional(column, maxLength, check);
    if (text === null && this.problems.length === before) this.problem(column, 'is missing');
    return text ?? '';
  }

  result<T>(row: T): ParsedRow<T> {
    return this.problems.length > 0 ? { problems: this.problems } : { row };
  }
}

const lineProblem = (text: string): string | undefined =>
  /[\n\r\t]/.test(text) ? 'holds a line break or a tab; write it on one line' : unseenProblem(text);

function textProblem(text: string, maxLength: number): string | undefined {
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'holds a character that cannot be stored';
  if (text.length > maxLength) return `is ${text.length} characters long; at most ${maxLength} are allowed`;
  return undefined;
}

/** A cell as a message may quote it: short, and on one line. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `"${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`;
}
