import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ReportFigure } from '../compliance-report.js';
import { writtenFigure } from '../domain/written-figure.js';
import { rankedTable } from './breakdown-tables.js';
import { DocumentCells } from './document-cells.js';
import type { DocumentTable } from './report-document.js';

const SHARES = ['share-met', 'coverage-days'];

/** The table of neighbourhoods whose figures are changed so. */
function ranked(
  change: (figure: ReportFigure, neighbourhood: string) => Partial<ReportFigure>,
): DocumentTable {
  const { figures } = madeReport();
  const report = madeReport({
    figures: figures.map((each) =>
      each.neighbourhood ? { ...each, ...change(each, each.neighbourhood) } : each,
    ),
  });
  return rankedTable(report, new DocumentCells(report));
}
const shareOf = (words: string): Partial<ReportFigure> => {
  const [numerator, denominator] = words.split('/').map(Number);
  return writtenFigure('percent', { numerator: numerator!, denominator: denominator! });
};
const orderOf = ({ rows }: DocumentTable): string =>
  rows.map(([head]) => /\((N\d)\)/.exec(head!.text)![1]).join(' ');

/** Answered in time, then neighbourhood-days covered. */
type Shares = [answered: string, covered: string];

describe('the neighbourhoods, worst first', () => {
  it.each<[string, Record<string, Shares>, string]>([
    [
      'answers alone differ',
      { N1: ['9/10', '31/31'], N2: ['8/10', '31/31'], N3: ['5/5', '31/31'] },
      'N2 N1 N3',
    ],
    [
      'one without cover answers all in time',
      { N1: ['9/10', '31/31'], N2: ['10/10', '0/31'], N3: ['2/10', '31/31'] },
      'N2 N3 N1',
    ],
    [
      'shares as they are, not as they are printed',
      { N1: ['9/10', '31/31'], N2: ['31/31', '899/1000'], N3: ['8999/10000', '31/31'] },
      'N2 N3 N1',
    ],
    [
      'equal in the lower share: by the other one',
      { N1: ['5/10', '31/31'], N2: ['20/31', '1/2'], N3: ['15/30', '30/31'] },
      'N2 N3 N1',
    ],
    [
      'none due: by cover alone, after those that are as low in both',
      { N1: ['0/0', '1/2'], N2: ['1/2', '1/2'], N3: ['0/0', '1/31'] },
      'N3 N2 N1',
    ],
    [
      'neither a query nor a day: last',
      { N1: ['0/0', '0/0'], N2: ['1/1', '1/1'], N3: ['0/0', '1/1'] },
      'N2 N3 N1',
    ],
  ])('by the lower of both shares: %s', (_rule, shares, order) => {
    const table = ranked(({ measure }, place) =>
      SHARES.includes(measure) ? shareOf(shares[place]![SHARES.indexOf(measure)]!) : {},
    );
    expect(table.caption).toContain('by the lower of answered in time and days covered');
    expect(orderOf(table)).toBe(order);
    for (const { text, bar } of table.rows.flat()) {
      if (bar !== undefined) expect(text).toBe(`${bar.toFixed(1)}%`);
      if (text === 'none due') expect(bar).toBeUndefined();
    }
  });

  it('equal in both shares: by the queries they missed', () => {
    const missed: Record<string, number> = { N1: 1, N2: 3, N3: 2 };
    const table = ranked(({ measure }, place) => {
      if (measure === 'clocks-missed') return { value: missed[place]! };
      return SHARES.includes(measure) ? shareOf('1/2') : {};
    });
    expect(orderOf(table)).toBe('N2 N3 N1');
  });
});
