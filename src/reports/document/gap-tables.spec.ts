import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ReportGap } from '../report-gaps.js';
import { DocumentCells } from './document-cells.js';
import { comingGapsTable, gapsTable } from './gap-tables.js';
import type { DocumentTable } from './report-document.js';

const NBSP = '\u00a0';
const MARCH = { fromOn: '2026-03-01', toOn: '2026-03-31', days: 31 };

const tableOf = (gaps: ReportGap[]): DocumentTable => {
  const report = madeReport({ gaps });
  return gapsTable(report, new DocumentCells(report));
};
const textsOf = (gaps: ReportGap[]): { heads: string[]; rows: string[][] } => {
  const { columns, rows } = tableOf(gaps);
  return {
    heads: columns.map(({ title }) => title),
    rows: rows.map((row) => row.slice(1).map(({ text }) => text.replaceAll(NBSP, ' '))),
  };
};

describe('"every gap with its length"', () => {
  it('is listed by its own length, however little of it lies in the period', () => {
    const { heads, rows } = textsOf([
      { neighbourhood: 'N1', ...MARCH, sinceOn: '2026-03-01', states: ['vacant'] },
      {
        ...{
          neighbourhood: 'N2',
          fromOn: '2026-03-01',
          toOn: '2026-03-01',
          days: 1,
          states: ['unpublished'],
        },
        sinceOn: '2025-07-01',
      },
    ]);
    expect(heads.slice(1)).toEqual([
      'First day',
      'Last day in the period',
      'What it was in the period',
      'Length',
      'Within the period',
    ]);
    expect(rows).toEqual([
      ['1 July 2025', '1 March 2026', 'Unpublished', '244 days', '1 day'],
      ['1 March 2026', '31 March 2026', 'Vacant', '31 days', '31 days'],
    ]);
  });

  it('has days and lengths as plain values too', () => {
    const gaps: ReportGap[] = [{ neighbourhood: 'N1', ...MARCH, sinceOn: '2025-07-01', states: ['vacant'] }];
    const { columns, rows } = tableOf(gaps);
    const plain = columns.map(({ plain: kind }, at) => [kind ?? '', rows[0]![at]!.plain ?? '']);
    expect(plain.filter(([kind]) => kind)).toEqual([
      ['code', 'N1'],
      ['date', '2025-07-01'],
      ['date', '2026-03-31'],
      ['number', '274'],
      ['number', '31'],
    ]);
  });

  it('of a report that was kept before it was known since when, says what lies in the period alone', () => {
    const { heads, rows } = textsOf([{ neighbourhood: 'N1', ...MARCH, states: ['vacant'] }]);
    expect(heads).not.toContain('Length');
    expect(heads[1]).toBe('First day in the period');
    expect(rows).toEqual([['1 March 2026', '31 March 2026', 'Vacant', '31 days']]);
  });
});

describe('a gap that is coming', () => {
  it('that no known date ends has no plain day for it', () => {
    const [row] = comingGapsTable(madeReport())!.rows;
    expect(row!.map(({ text, plain }) => [text, plain])).toEqual([
      [expect.any(String), 'N3'],
      ['9 April 2026', '2026-04-09'],
      ['Open', undefined],
      [expect.any(String), undefined],
    ]);
  });
});
