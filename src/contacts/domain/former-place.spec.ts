import { describe, expect, it } from '@jest/globals';
import { type FormerPlace, formerPlaceProblem } from './former-place.js';

const merged: FormerPlace = {
  ...{ code: 'FM09', fromOn: '2025-07-01', untilOn: '2026-11-14' },
  successors: [{ code: 'FM10', name: 'Mill Lane' }],
};

describe('a contact for a neighbourhood that does not exist today', () => {
  it.each<[string, FormerPlace | null, string, string | null]>([
    ['sent on its last day', merged, '2026-11-14', null],
    ['sent on its first day', merged, '2025-07-01', null],
    ['which has been there always', { ...merged, fromOn: null }, '2001-01-01', null],
    [
      'sent on the day on which it was merged',
      merged,
      '2026-11-15',
      'until the end of 14 November 2026.*FM10 \\(Mill Lane\\)',
    ],
    ['sent before it began', merged, '2025-06-30', 'from 1 July 2025 to 14 November 2026.*FM10'],
    [
      'which was split',
      { ...merged, successors: [...merged.successors, { code: 'FM11', name: 'Hill' }] },
      '2026-11-20',
      'FM10 \\(Mill Lane\\) or FM11 \\(Hill\\)',
    ],
    ['which nobody answers for', { ...merged, successors: [] }, '2026-11-14', 'went on as no other'],
    [
      'which begins later',
      { ...merged, fromOn: '2027-01-15', untilOn: null, successors: [] },
      '2026-11-14',
      'begins on 15 January 2027 only',
    ],
    ['which never was', null, '2026-11-14', 'has this code'],
  ])('%s', (_, place, sentOn, problem) => {
    const said = formerPlaceProblem(place, sentOn);
    if (problem === null) expect(said).toBeNull();
    else expect(said).toMatch(new RegExp(problem));
  });
});
