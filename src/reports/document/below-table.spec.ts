import { describe, expect, it } from '@jest/globals';
import { belowTable, readTable } from './below-table.js';
import type { DocumentTable } from './report-document.js';

const table: DocumentTable = {
  ...{ id: 'a', caption: 'Queries missed', heads: 1 },
  columns: [
    { id: 'place', title: 'Place', numeric: false },
    { id: 'words', title: 'What happened', numeric: false },
    { id: 'said', title: 'What they say', numeric: false, below: true },
    { id: 'count', title: 'Count', numeric: true },
  ],
  rows: [
    ['N1', 'Two missed', 'First line\nsecond line\n \n\nNext', '2'],
    ['N2', 'One missed', '', '1'],
    ['N1', 'Another', 'Once more', '3'],
  ].map((row) => row.map((text) => ({ text }))),
};

describe('a table of which something stands beneath it', () => {
  it('is read without it', () => {
    const { columns, rows } = readTable(table);
    expect(columns.map(({ id }) => id)).toEqual(['place', 'words', 'count']);
    expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['N1', 'Two missed', '2'],
      ['N2', 'One missed', '1'],
      ['N1', 'Another', '3'],
    ]);
  });

  it('has it there in paragraphs, each with the row that it is about', () => {
    expect(belowTable(table)).toEqual([
      {
        title: 'What they say: Queries missed',
        items: [
          { about: 'N1: Two missed', paragraphs: ['First line\nsecond line', 'Next'] },
          { about: 'N1: Another', paragraphs: ['Once more'] },
        ],
      },
    ]);
  });

  it('has nothing there where no row says anything, and is the same where no column does', () => {
    expect(belowTable({ ...table, rows: [table.rows[1]!] })).toEqual([]);
    const plain = readTable(table);
    expect(readTable(plain)).toBe(plain);
    expect(belowTable(plain)).toEqual([]);
  });
});
