import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { madeReport } from '../../../test/support/made-report.js';
import { documentOf } from '../document/document-of.js';
import { tablesOf } from './report-content.js';
import { tableCsv } from './table.csv.js';

describe('a table as a file for programs', () => {
  const month = { fromOn: '2026-03-01', toOn: '2026-03-31' };
  const report = madeReport({
    abstractionMonths: [{ ...month, numerator: 1, denominator: 4, shown: '25.0', above: true }],
  });
  const document = documentOf(report, { charts: [] });
  const rowsOf = (id: string): Record<string, string>[] =>
    parse(
      tableCsv(
        tablesOf(document).find((table) => table.id === id)!,
        { report, document },
      ),
      {
        columns: true,
      },
    );

  it('says beside every row of every table the days of the report, and calls them so', () => {
    for (const { id } of tablesOf(document)) {
      for (const row of rowsOf(id)) {
        expect([row['report from'], row['report to'], row['zone']]).toEqual([
          ...['2026-03-01', '2026-03-31', 'Europe/London'],
        ]);
        expect(Object.keys(row)).not.toContain('period from');
      }
    }
  });

  it.each([
    ['months', 'January 2026', 'Month (plain date)', '2026-01-01'],
    ['abstraction-months', 'March 2026', 'Month (plain date)', '2026-03-01'],
    ['coming-gaps', 'Place N3 (N3)', 'First day (plain date)', '2026-04-09'],
    ['coming-gaps', 'Place N3 (N3)', 'Last day (plain date)', ''],
    ['exceptions-gaps', 'Place N2 <b> (N2)', 'Since (plain date)', '2026-03-04'],
  ])('%s: the days of %s are its own, as dates', (id, head, column, date) => {
    expect(rowsOf(id).find((each) => Object.values(each)[0] === head)![column]).toBe(date);
  });

  it('has a plain number beside every share, change, time and length, whatever the table', () => {
    let seen = 0;
    for (const { id, columns } of tablesOf(document)) {
      for (const row of rowsOf(id)) {
        for (const { title } of columns) {
          if (!/^[+−-]?[\d.]+(%| points?| days?| h| min)$/.test(row[title]!)) continue;
          seen += 1;
          expect([id, title, row[`${title} (plain number)`]]).toEqual([
            ...[id, title],
            expect.stringMatching(/^-?\d+(\.\d+)?$/),
          ]);
        }
      }
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('marks as text what others wrote and a spreadsheet would run, and leaves our own signs', () => {
    const table = {
      ...{ id: 'a', caption: 'A', heads: 1 },
      columns: [
        { id: 'a', title: 'A', numeric: false },
        { id: 'b', title: 'B', numeric: true },
      ],
      rows: ['=1', '+1', '-1', '@a'].map((text) => [{ text }, { text: '+3.4\u00a0points', value: 3.4 }]),
    };
    const rows: Record<string, string>[] = parse(tableCsv(table, { report }), { columns: true });
    expect(rows.map((row) => row['A'])).toEqual(["'=1", "'+1", "'-1", "'@a"]);
    expect(rows.map((row) => [row['B'], row['B (plain number)']])).toEqual(
      rows.map(() => ['+3.4 points', '3.4']),
    );
  });
});
