import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../common/calendar.js';
import { isCurrent, reviewDueOn, reviewedSince } from './priorities-current.js';

describe('"reviewed within 3 calendar months before the last day"', () => {
  it.each([
    ['2026-03-31', '2025-12-31'],
    ['2026-05-31', '2026-02-28'],
    ['2028-05-31', '2028-02-29'],
    ['2026-05-28', '2026-02-28'],
    ['2028-02-29', '2027-11-29'],
    ['2026-07-31', '2026-04-30'],
    ['2026-01-15', '2025-10-15'],
  ])('by %s since %s', (lastOn, expected) => {
    expect(reviewedSince(lastOn)).toBe(expected);
  });

  it.each<[string, string | null, string, boolean]>([
    ['on the last day', '2026-03-31', '2026-03-31', true],
    ['on the first day that counts', '2025-12-31', '2026-03-31', true],
    ['a day before it', '2025-12-30', '2026-03-31', false],
    ['31 May reaches back to the end of February', '2026-02-28', '2026-05-31', true],
    ['and not further', '2026-02-27', '2026-05-31', false],
    ['29 February in a leap year', '2028-02-29', '2028-05-31', true],
    ['28 February in a leap year', '2028-02-28', '2028-05-31', false],
    ['only after the last day', '2026-04-01', '2026-03-31', false],
    ['never', null, '2026-03-31', false],
  ])('%s', (_, reviewedOn, lastOn, expected) => {
    expect(isCurrent(reviewedOn, lastOn)).toBe(expected);
  });

  it('is due again on the first day that is no longer within, whatever day it was reviewed', () => {
    for (let day = '2027-01-01'; day < '2028-12-31'; day = addDays(day, 1)) {
      const due = reviewDueOn(day);
      expect([day, isCurrent(day, addDays(due, -1)), isCurrent(day, due)]).toEqual([day, true, false]);
    }
  });
});
