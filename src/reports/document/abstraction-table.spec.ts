import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { AbstractionMonth } from '../abstraction-months.js';
import { writtenFigure } from '../domain/written-figure.js';
import { abstractionTable } from './abstraction-table.js';

const month = (
  fromOn: string,
  toOn: string,
  share: [number, number],
  compared: Partial<AbstractionMonth> = {},
): AbstractionMonth => {
  const counted = { numerator: share[0], denominator: share[1] };
  return {
    fromOn,
    toOn,
    ...counted,
    shown: writtenFigure('percent', counted).shown,
    above: false,
    ...compared,
  };
};
const JANUARY = ['2026-01-01', '2026-01-31'] as const;
const FEBRUARY = ['2026-02-01', '2026-02-28'] as const;
const MARCH = ['2026-03-01', '2026-03-31'] as const;

/** "No percentage without its number and its change." */
describe('abstraction month by month', () => {
  it.each<[string, AbstractionMonth[], string[]]>([
    [
      'that is known, of the first month too',
      [
        month(...FEBRUARY, [10, 100], {
          previous: { numerator: 12, denominator: 100, shown: '12.0' },
          change: '-2.0',
        }),
        month(...MARCH, [15, 100], {
          previous: { numerator: 10, denominator: 100, shown: '10.0' },
          change: '+5.0',
        }),
      ],
      ['−2.0 points', '+5.0 points'],
    ],
    [
      'that there is none of: no hours of the month before',
      [month(...MARCH, [10, 100], { previous: null, change: null })],
      ['no hours of the month before'],
    ],
    [
      'in a report kept before it was compared, where the month before is shown',
      [month(...FEBRUARY, [10, 100]), month(...MARCH, [15, 100])],
      ['not known', '+5.0 points'],
    ],
    [
      'and not from a month that is not the one before',
      [month(...JANUARY, [10, 100]), month(...MARCH, [15, 100])],
      ['not known', 'not known'],
    ],
  ])('has the change %s', (_which, abstractionMonths, changes) => {
    const { columns, rows } = abstractionTable(madeReport({ abstractionMonths }))!;
    const at = columns.findIndex(({ id }) => id === 'abstraction-change');
    expect(rows.map((row) => row[at]!.text.replaceAll('\u00a0', ' '))).toEqual(changes);
  });
});
