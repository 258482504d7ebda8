import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { Unit } from '../measures/measure.js';
import { noRowsText } from './no-rows.js';

const [figure] = madeReport().figures;
const FIRST = { count: 0, key: null };

describe('why a figure has no rows', () => {
  it.each<[string, Unit, string, number | null, number | null, string]>([
    [
      'missed: none of those due',
      'count',
      '0',
      null,
      8,
      'There are no rows: the figure is 0. 8 queries were due, and none was missed.',
    ],
    [
      'the one due',
      'count',
      '0',
      null,
      1,
      'There are no rows: the figure is 0. 1 query was due, and none was missed.',
    ],
    [
      'missed, with none due',
      'count',
      '0',
      null,
      0,
      'There are no rows: the figure is 0, because no query was due.',
    ],
    [
      'a count of something else',
      'count',
      '0',
      null,
      null,
      'There are no rows: the figure is 0. Nothing on record is counted here.',
    ],
    [
      'days',
      'days',
      '0',
      null,
      null,
      'There are no rows: the figure is 0 days. Nothing on record is counted here.',
    ],
    [
      'a share of nothing',
      'percent',
      'none due',
      0,
      null,
      'There are no rows: the figure is none due, because there was nothing to count.',
    ],
    [
      'the state of what did not exist',
      'state',
      '',
      null,
      null,
      'There are no rows: there was nothing to count.',
    ],
  ])('%s', (_which, unit, shown, denominator, noneOfDue, words) => {
    const opened = {
      measure: { id: 'clocks-missed', unit },
      figure: { ...figure!, shown, denominator },
      noneOfDue,
    };
    expect(noRowsText({ ...opened, shown: 'all', after: FIRST }).replaceAll('\u00a0', ' ')).toBe(words);
    const other = { ...opened, measure: { id: 'late-entries', unit }, shown: 'all' as const, after: FIRST };
    if (noneOfDue) expect(noRowsText(other)).toMatch(/due, and none is counted here\.$/);
    for (const part of [
      { shown: 'counted' as const, after: FIRST },
      { shown: 'all' as const, after: { count: 100, key: null } },
    ])
      expect(noRowsText({ ...opened, ...part })).toBe('There are no such rows.');
  });
});
