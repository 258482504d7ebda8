import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { type ClockFacts, clockState, isLateEntry, isOutOfScope, isWaiting } from './clock-state.js';
import { dueAt } from './deadline.js';

const startedAt = DateTime.fromISO('2026-03-27T12:00:00.000Z', { zone: 'utc' });
const due = dueAt(startedAt);
const later = (milliseconds: number): DateTime => due.plus({ milliseconds });
const clock = (facts: Partial<ClockFacts> = {}): ClockFacts => ({
  startedAt,
  dueAt: due,
  stoppedAt: null,
  outOfScopeAt: null,
  outOfScopeConfirmedAt: null,
  ...facts,
});
const HOUR = 3_600_000;

describe('what the figures make of a clock', () => {
  it.each([
    ['no answer yet, before due', clock(), -1, 'open'],
    ['no answer at exactly due: it could still come in time', clock(), 0, 'open'],
    ['no answer a millisecond after due', clock(), 1, 'overdue'],
    ['"a response at exactly the due instant is in time"', clock({ stoppedAt: due }), HOUR, 'met'],
    ['"one millisecond later is late"', clock({ stoppedAt: later(1) }), HOUR, 'answered-late'],
    ['answered at the very start', clock({ stoppedAt: startedAt }), HOUR, 'met'],
    ['taken out of scope before due', clock({ outOfScopeAt: later(-1) }), HOUR, 'out-of-scope'],
    ['taken out of scope at exactly due', clock({ outOfScopeAt: due }), HOUR, 'out-of-scope'],
    ['taken out of scope after due: "it stays missed"', clock({ outOfScopeAt: later(1) }), HOUR, 'overdue'],
    [
      '… "unless a supervisor confirms"',
      clock({ outOfScopeAt: later(1), outOfScopeConfirmedAt: later(HOUR) }),
      2 * HOUR,
      'out-of-scope',
    ],
    [
      'answered late and then taken out after due: still late',
      clock({ stoppedAt: later(1), outOfScopeAt: later(2) }),
      HOUR,
      'answered-late',
    ],
    [
      'answered in time and then taken out before due',
      clock({ stoppedAt: later(-2), outOfScopeAt: later(-1) }),
      HOUR,
      'out-of-scope',
    ],
    [
      'answered in time and then taken out after due: still met',
      clock({ stoppedAt: later(-2), outOfScopeAt: later(1) }),
      HOUR,
      'met',
    ],
  ] as const)('%s', (_, facts, now, state) => {
    expect(clockState(facts, later(now))).toBe(state);
    expect(isOutOfScope(facts)).toBe(state === 'out-of-scope');
  });

  it('an answer is still owed until answered or taken out, whatever the figures say', () => {
    expect(isWaiting(clock())).toBe(true);
    expect(isWaiting(clock({ stoppedAt: later(5) }))).toBe(false);
    expect(isWaiting(clock({ outOfScopeAt: later(5) }))).toBe(false);
  });
});

describe('late entry: "counts by when it happened"', () => {
  it.each([
    ['written down at once', -2, -2, false],
    ['written down at exactly due', -2, 0, false],
    ['written down after due', -2, 1, true],
    ['late anyway', 1, 2, false],
  ])('%s', (_, stopped, recorded, expected) => {
    expect(isLateEntry({ ...clock({ stoppedAt: later(stopped) }), stoppedRecordedAt: later(recorded) })).toBe(
      expected,
    );
  });
});
