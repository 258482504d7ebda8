import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  type ClockFacts,
  clockState,
  endsWithItsAddress,
  isAddressFailed,
  isLateEntry,
  isOutOfScope,
  isWaiting,
} from './clock-state.js';
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
  addressFailedAt: null,
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
    ['the only address failed before due', clock({ addressFailedAt: later(-1) }), HOUR, 'no-reply-possible'],
    [
      '… and the due instant is still to come',
      clock({ addressFailedAt: later(-2) }),
      -1,
      'no-reply-possible',
    ],
    ['the only address failed at exactly due', clock({ addressFailedAt: due }), HOUR, 'no-reply-possible'],
    [
      'the only address failed a millisecond after due: missed',
      clock({ addressFailedAt: later(1) }),
      1,
      'overdue',
    ],
    [
      'the person was reached in time all the same: "stopped at or before due"',
      clock({ addressFailedAt: later(-2), stoppedAt: later(-1) }),
      HOUR,
      'met',
    ],
    [
      'the person was reached after due all the same',
      clock({ addressFailedAt: later(-2), stoppedAt: later(1) }),
      HOUR,
      'answered-late',
    ],
    [
      'the address failed and the contact was taken out before due',
      clock({ addressFailedAt: later(-2), outOfScopeAt: later(-1) }),
      HOUR,
      'out-of-scope',
    ],
    [
      'the address failed before due, taken out after due: it was not missed',
      clock({ addressFailedAt: later(-1), outOfScopeAt: later(1) }),
      HOUR,
      'no-reply-possible',
    ],
  ] as const)('%s', (_, facts, now, state) => {
    expect(clockState(facts, later(now))).toBe(state);
    expect(isOutOfScope(facts)).toBe(state === 'out-of-scope');
    expect(isAddressFailed(facts)).toBe(state === 'no-reply-possible');
  });

  it('an answer is still owed until answered or taken out, whatever the figures say', () => {
    expect(isWaiting(clock())).toBe(true);
    expect(isWaiting(clock({ stoppedAt: later(5) }))).toBe(false);
    expect(isWaiting(clock({ outOfScopeAt: later(5) }))).toBe(false);
  });

  it('none can be given any more once the only address has failed, missed or not', () => {
    expect(isWaiting(clock({ addressFailedAt: later(-5) }))).toBe(false);
    expect(isWaiting(clock({ addressFailedAt: later(5) }))).toBe(false);
  });
});

describe('"if there is no other route the clock ends as no reply possible (address failed)"', () => {
  const email = 'gone@people.example';
  it.each([
    ['nothing but the e-mail', clock(), { email }, true],
    ['nothing but the e-mail, the address unset', clock(), { email, address: undefined }, true],
    ['a telephone', clock(), { email, telephone: '01632 960001' }, false],
    ['a postal address', clock(), { email, address: '1 High Street' }, false],
    ['a telephone and an address that are blank', clock(), { email, telephone: ' ', address: '' }, true],
    ['answered by then', clock({ stoppedAt: startedAt }), { email }, false],
    ['out of scope by then', clock({ outOfScopeAt: startedAt }), { email }, false],
    [
      'ended by an earlier refusal, whose instant stays',
      clock({ addressFailedAt: startedAt }),
      { email },
      false,
    ],
  ])('%s', (_, facts, enquirer, ends) => {
    expect(endsWithItsAddress(facts, enquirer)).toBe(ends);
  });

  it.each([
    ['the same address, written otherwise', { email: 'Gone@people.example' }, true],
    ['no address at all', {}, true],
    ['a telephone', { email, telephone: '01632 960001' }, false],
    ['a postal address', { address: '1 High Street' }, false],
    ['another e-mail address', { email: 'here@people.example' }, false],
  ])('a duplicate taken out in its favour left %s', (_, duplicate, ends) => {
    expect(endsWithItsAddress(clock(), { email }, [{ email }, duplicate])).toBe(ends);
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
