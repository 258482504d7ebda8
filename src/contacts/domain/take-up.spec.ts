import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { takeUpProblem } from './take-up.js';

const at = DateTime.fromISO('2026-06-04T12:00:00.000Z', { zone: 'utc' });
const waiting = { stoppedAt: null, outOfScopeAt: null, addressFailedAt: null };

describe('"an officer who took the contact up": one that still owes an answer', () => {
  it.each([
    ['one that waits can be taken up', waiting, null],
    ['not one without a clock', null, /no 72-hour clock/],
    ['not one that was answered', { ...waiting, stoppedAt: at }, /answered already/],
    ['not one that is out of scope', { ...waiting, outOfScopeAt: at }, /out of scope. Bring it back/],
    ['not one whose address failed', { ...waiting, addressFailedAt: at }, /only address failed/],
    [
      'answered after its address had failed, it is answered',
      { ...waiting, stoppedAt: at, addressFailedAt: at },
      /answered already/,
    ],
    [
      'answered and then taken out, it is out of scope',
      { ...waiting, stoppedAt: at, outOfScopeAt: at },
      /Bring it back/,
    ],
  ])('%s', (_, clock, problem) => {
    const found = takeUpProblem(clock);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });
});
