import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ComplianceReport, ReportPoint, ReportSeries } from '../compliance-report.js';
import { sinceWhen } from './answer-since.js';
import { DocumentCells } from './document-cells.js';

const base = madeReport();
const PERIOD = { fromOn: '2026-03-01', toOn: '2026-03-31' };

/** The share of the whole report as so many of so many. */
const withShare = (numerator: number, denominator: number): ComplianceReport['figures'] =>
  base.figures.map((figure) =>
    figure.measure === 'share-met' &&
    !figure.neighbourhood &&
    !figure.channel &&
    !figure.ward &&
    !figure.commandArea &&
    !figure.weekday
      ? { ...figure, numerator, denominator }
      : figure,
  );
/** Months that follow one another, each met (1), missed (0) or without anything due (-). */
const monthsFrom = (first: string, met: string, lastOn?: string): ReportPoint[] =>
  [...met].map((each, at) => {
    const [year, month] = first.split('-').map(Number);
    const day = (date: Date): string => date.toISOString().slice(0, 10);
    const denominator = each === '-' ? 0 : 1;
    return {
      fromOn: day(new Date(Date.UTC(year!, month! - 1 + at, 1))),
      toOn: (at === met.length - 1 && lastOn) || day(new Date(Date.UTC(year!, month! + at, 0))),
      ...{ numerator: each === '1' ? 1 : 0, denominator, value: null, shown: '' },
    };
  });
const since = (changed: Partial<ComplianceReport>): string => {
  const report = madeReport({ gaps: [], ...changed });
  return sinceWhen(report, new DocumentCells(report)).replace(
    / ?No gap in coverage was open on the last day\.$/,
    '',
  );
};
const series = (points: ReportPoint[]): ReportSeries[] => [{ measure: 'share-met', points }];

describe('since when queries were missed', () => {
  const figures = withShare(7, 8);

  it.each([
    ['in the last month alone', '010', 'queries were missed in March 2026 and none in February 2026.'],
    [
      'in the last month, before it none due',
      '0-0',
      'queries were missed in March 2026 and none was due in February 2026.',
    ],
    ['in the last two', '100', 'queries were missed in every month since February 2026.'],
    [
      'in all that are shown',
      '000',
      'queries were missed in each of the 3 months since January 2026, the first that is shown.',
    ],
    [
      'earlier in the period than in its last month',
      '101',
      'no query was missed in March 2026; the last month in which one was missed is February 2026.',
    ],
    [
      'earlier, and in the last month none was due',
      '10-',
      'no query was due in March 2026; the last month in which one was missed is February 2026.',
    ],
    [
      'before all that are shown, and none due since',
      '---',
      'no query was due in any of the 3 months since January 2026, the first that is shown.',
    ],
    [
      'before all that are shown',
      '111',
      'no query was missed in any of the 3 months since January 2026, the first that is shown.',
    ],
  ])('%s (%s)', (_when, met, words) => {
    expect(since({ figures, series: series(monthsFrom('2026-01', met)) })).toBe(
      `In whole calendar months, ${words}`,
    );
  });

  it('in the only month there is', () => {
    expect(since({ figures, series: series(monthsFrom('2026-03', '0')) })).toBe(
      'In whole calendar months, queries were missed in March 2026, the first month that is shown.',
    );
  });

  it.each([
    ['a period without a miss, whatever its months say', withShare(8, 8), '000'],
    ['a period in which none was due', withShare(0, 0), '000'],
    ['a report that was kept before it had months', figures, null],
  ])('is not said of %s', (_what, of, met) => {
    expect(since({ figures: of, series: met ? series(monthsFrom('2026-01', met)) : [] })).toBe('');
  });

  it.each([
    [
      'is running',
      '2026-11-22',
      '2026-11-22T10:00:00.000Z',
      'November 2026 is counted up to 22 November 2026.',
    ],
    [
      'is running on its last day',
      '2026-11-30',
      '2026-11-30T10:00:00.000Z',
      'November 2026 is counted up to 30 November 2026.',
    ],
  ])('says up to when the last month is counted that %s', (_what, lastOn, cutOffAt, words) => {
    const months = monthsFrom('2026-09', '100', lastOn);
    // A report that ends within the month says the same: it speaks of months.
    for (const toOn of ['2026-11-15', '2026-11-30']) {
      expect(since({ figures, series: series(months), cutOffAt, period: { ...PERIOD, toOn } })).toBe(
        `In whole calendar months, queries were missed in every month since October 2026; ${words}`,
      );
    }
  });

  it('says nothing of that once the month is over', () => {
    const months = monthsFrom('2026-09', '100');
    expect(since({ figures, series: series(months), cutOffAt: '2026-12-01T00:00:00.000Z' })).toBe(
      'In whole calendar months, queries were missed in every month since October 2026.',
    );
  });
});
