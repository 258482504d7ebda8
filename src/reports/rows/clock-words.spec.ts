import { describe, expect, it } from '@jest/globals';
import { clockWords } from './clock-words.js';

const OPEN = {
  answered: false,
  met: false,
  recorded_after_due: false,
  taken_out: false,
  taken_out_after_due: false,
  out_of_scope: false,
  address_gone: false,
  address_failed: false,
  outOfScopeReason: null,
};
const TAKEN_LATE = { taken_out: true, taken_out_after_due: true, outOfScopeReason: 'spam' };

describe('clockWords', () => {
  it.each([
    ['Everything else that is due is missed', {}, 'Missed, still open'],
    ['met: stopped at or before due', { answered: true, met: true }, 'Answered in time'],
    [
      'entered after due it counts by when it happened',
      { answered: true, met: true, recorded_after_due: true },
      'Answered in time, written down after due',
    ],
    ['a late answer is a breach', { answered: true }, 'Answered late'],
    [
      'after the due instant it stays missed',
      TAKEN_LATE,
      'Missed, taken out of scope after due and not confirmed',
    ],
    [
      'and one that was answered in time stays so',
      { ...TAKEN_LATE, answered: true, met: true },
      'Answered in time, taken out of scope after due and not confirmed',
    ],
    [
      'unless a supervisor confirms',
      { ...TAKEN_LATE, out_of_scope: true },
      'Out of scope: spam, after due and confirmed',
    ],
    [
      'taking out of scope is a person’s decision with a reason',
      { taken_out: true, out_of_scope: true, outOfScopeReason: 'wrong-force' },
      'Out of scope: for another force',
    ],
    [
      'the clock ends as no reply possible (address failed)',
      { address_gone: true, address_failed: true },
      'No reply possible (address failed)',
    ],
    [
      'failed later, it was missed before',
      { address_gone: true },
      'Missed, the only address failed after due',
    ],
  ])('%s', (_rule, facts, words) => {
    expect(clockWords({ ...OPEN, ...facts }, true)).toBe(words);
  });

  it('keeps the reason to itself where the report does not count by it', () => {
    const out = { ...OPEN, ...TAKEN_LATE, out_of_scope: true };
    expect(clockWords(out, false)).toBe('Out of scope, after due and confirmed');
    expect(clockWords({ ...out, taken_out_after_due: false }, false)).toBe('Out of scope');
    expect(clockWords({ ...OPEN, answered: true }, false)).toBe('Answered late');
  });
});
