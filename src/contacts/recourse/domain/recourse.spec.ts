import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  answerProblems,
  askedAtProblem,
  type AskedClock,
  isTooEarly,
  notToldBecause,
  type ProposedAnswer,
} from './recourse.js';

const statedAt = DateTime.fromISO('2026-06-01T12:00:00.000Z', { zone: 'utc' });
const dueAt = statedAt.plus({ hours: 72 });
const open: AskedClock = {
  ...{ startedAt: statedAt, dueAt },
  ...{ stoppedAt: null, outOfScopeAt: null, addressFailedAt: null },
};
/** A question that was asked after the first was answered or missed. */
const further: AskedClock = {
  ...open,
  startedAt: dueAt.plus({ hours: 1 }),
  dueAt: dueAt.plus({ hours: 73 }),
};

describe('"the public to seek recourse if this response time is not met", or the answer does not help', () => {
  it.each<[string, Partial<AskedClock>, DateTime, boolean]>([
    ['at the very due instant the answer is still in time', {}, dueAt, true],
    ['a millisecond later it is missed', {}, dueAt.plus(1), false],
    ['answered before due', { stoppedAt: dueAt.minus({ hours: 2 }) }, dueAt.minus({ hours: 1 }), false],
    ['before that answer', { stoppedAt: dueAt.minus({ hours: 2 }) }, dueAt.minus({ hours: 3 }), true],
    ['taken out of scope', { outOfScopeAt: statedAt.plus(1) }, statedAt.plus({ hours: 1 }), false],
    ['the address failed', { addressFailedAt: statedAt.plus(1) }, statedAt.plus({ hours: 1 }), false],
  ])('%s', (_, changes, at, expected) => {
    expect(isTooEarly({ clocks: [{ ...open, ...changes }] }, at)).toBe(expected);
  });

  it.each<[string, AskedClock[], DateTime, boolean]>([
    ['no clock, so no deadline to wait for', [], statedAt, false],
    ['the first was missed, and the second runs', [open, further], dueAt.plus({ hours: 2 }), false],
    [
      'the first was answered, and the second runs',
      [{ ...open, stoppedAt: dueAt }, further],
      dueAt.plus({ hours: 2 }),
      false,
    ],
    ['before any of it was due', [open, further], dueAt, true],
    [
      'a thank-you that was none does not make anybody wait',
      [
        { ...open, stoppedAt: dueAt },
        { ...further, outOfScopeAt: further.startedAt },
      ],
      dueAt.plus({ hours: 2 }),
      false,
    ],
  ])('of several questions: %s', (_, clocks, at, expected) => {
    expect(isTooEarly({ clocks }, at)).toBe(expected);
  });

  it.each<[string, DateTime, boolean]>([
    ['now', dueAt.plus({ hours: 1 }), true],
    ['5 minutes ahead of our clock', dueAt.plus({ hours: 1, minutes: 5 }), true],
    ['more than that', dueAt.plus({ hours: 1, minutes: 5 }).plus(1), false],
    ['before they wrote', statedAt.minus(1), false],
    ['while there was time to answer', dueAt, false],
  ])('staff write down that somebody asked: %s', (_, askedAt, isFine) => {
    expect(askedAtProblem({ statedAt, clocks: [open] }, askedAt, dueAt.plus({ hours: 1 })) === null).toBe(
      isFine,
    );
  });
});

describe('a supervisor’s answer', () => {
  const askedAt = dueAt.plus({ hours: 1 });
  const now = askedAt.plus({ hours: 24 });
  const good: ProposedAnswer = { outcome: 'upheld', route: 'phone', respondedAt: now, text: 'We are sorry.' };
  it.each<[string, Partial<ProposedAnswer>, boolean, string[]]>([
    ['a call', {}, true, []],
    ['at the very instant they asked', { respondedAt: askedAt }, true, []],
    ['before they asked', { respondedAt: askedAt.minus(1) }, true, ['respondedAt']],
    ['in the future', { respondedAt: now.plus({ minutes: 6 }) }, true, ['respondedAt']],
    ['without when', { respondedAt: null }, true, ['respondedAt']],
    ['without a text', { text: ' \n' }, true, ['text']],
    ['by e-mail from here', { route: 'email-from-here', respondedAt: null }, true, []],
    ['the same with a time', { route: 'email-from-here' }, true, ['respondedAt']],
    ['the same without an address', { route: 'email-from-here', respondedAt: null }, false, ['route']],
  ])('%s', (_, changes, hasEmail, fields) => {
    const problems = answerProblems({ ...good, ...changes }, { askedAt, hasEmail }, now);
    expect(problems.map(({ field }) => field)).toEqual(fields);
  });
});

describe('why a person is not told that the deadline was missed', () => {
  it.each<[string | null | undefined, boolean, string | null]>([
    ['kit@people.example', false, null],
    ['noreply.smith@people.example', false, 'no-reply-address'],
    ['norepl@people.example', false, null],
    ['kit@people.example', true, 'address-refused'],
    [undefined, false, 'no-email'],
    ['', false, 'no-email'],
    [null, false, 'erased'],
    ['no-reply@hub.example', false, 'no-reply-address'],
    ['DoNotReply+7@hub.example', false, 'no-reply-address'],
    ['mailer-daemon@hub.example', false, 'no-reply-address'],
  ])('%s', (email, isRefused, expected) => {
    expect(notToldBecause(email, isRefused)).toBe(expected);
  });
});
