import type { DocumentCell, DocumentTable } from './report-document.js';

/** What the rows of a table say at length, to be read beneath it. */
export interface BelowTable {
  /** `What the force says: Queries missed, most first`. */
  title: string;
  items: { about: string; paragraphs: string[] }[];
}

/** A table as people read it: without the columns that stand beneath it. */
export function readTable(table: DocumentTable): DocumentTable {
  const { columns, rows } = table;
  if (!columns.some(({ below }) => below)) return table;
  const stays = (_each: unknown, at: number): boolean => !columns[at]!.below;
  return { ...table, columns: columns.filter(stays), rows: rows.map((row) => row.filter(stays)) };
}

/**
 * What stands beneath a table: nothing, or one list for each column that would have been too long for it.
 * @example belowTable(missed)[0].items[0] // { about: 'Abbey (NC04): 2 of 12 queries due were missed', paragraphs: ['Two officers were ill.'] }
 */
export function belowTable({ caption, columns, rows, heads }: DocumentTable): BelowTable[] {
  return columns.flatMap(({ title, below }, at) => {
    const said = below ? rows.filter((row) => row[at]!.text !== '') : [];
    if (said.length === 0) return [];
    const items = said.map((row) => ({
      about: aboutWords(row, heads),
      paragraphs: row[at]!.text.split(/\r?\n\s*\n/),
    }));
    return [{ title: `${title}: ${caption}`, items }];
  });
}

/** A row by its heads and its first words: a place may stand in a table twice. */
function aboutWords(row: readonly DocumentCell[], heads: number): string {
  return `${row
    .slice(0, heads)
    .map(({ text }) => text)
    .join(', ')}: ${row[heads]!.text}`;
}
