import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { dueAt } from '../../domain/deadline.js';
import type { ResponseStandard } from '../../domain/response-standard.js';
import { correctionProblem, toSayAgain } from './start-correction.js';

const instant = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });
const startedAt = instant('2026-06-01T12:00:00.000Z');
const receivedAt = startedAt.plus({ hours: 2 });
const now = startedAt.plus({ hours: 50 });

describe('"a start is corrected only … with a reason"', () => {
  it.each<[string, DateTime, DateTime | null, boolean]>([
    ['earlier', startedAt.minus({ days: 3 }), null, true],
    ['later, until the very instant it reached us', receivedAt, null, true],
    ['after it reached us', receivedAt.plus(1), null, false],
    ['to what it is', startedAt, null, false],
    ['to the very instant of the answer', startedAt.plus({ hours: 1 }), startedAt.plus({ hours: 1 }), true],
    ['after the answer', startedAt.plus({ hours: 1 }).plus(1), startedAt.plus({ hours: 1 }), false],
    ['to the last century', instant('1999-12-31T23:59:59Z'), null, false],
  ])('%s', (_, toAt, stoppedAt, isFine) => {
    expect(correctionProblem({ startedAt, stoppedAt }, receivedAt, toAt, now) === null).toBe(isFine);
  });

  it.each<[string, DateTime, boolean]>([
    [
      'to a millisecond after the question before it was answered',
      startedAt.minus({ hours: 1 }).plus(1),
      true,
    ],
    ['to that very instant, at which it would be answered by it', startedAt.minus({ hours: 1 }), false],
    ['before that', startedAt.minus({ hours: 1 }).minus(1), false],
  ])('of a further question %s', (_, toAt, isFine) => {
    const clock = { startedAt, stoppedAt: null, askedAfter: startedAt.minus({ hours: 1 }) };
    expect(correctionProblem(clock, receivedAt, toAt, now) === null).toBe(isFine);
  });

  it('of what was sent with a time ahead of our clock, back to when it was received', () => {
    const ahead = receivedAt.plus({ minutes: 5 });
    const clock = { startedAt: ahead, stoppedAt: null };
    expect(correctionProblem(clock, receivedAt, receivedAt.plus({ minutes: 3 }), now)).toBeNull();
  });
});

describe('what was said while the start was wrong', () => {
  const standard: ResponseStandard = {
    version: 'v',
    inForceFrom: '2025-07-01',
    rungs: [
      { stage: 'day', hoursFromDue: -24, hears: ['lead'] },
      { stage: 'target', hoursFromTarget: -1, hears: ['lead'] },
      { stage: 'due', hoursFromDue: 0, hears: ['lead'] },
      { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 24, hears: ['lead'] },
    ],
    handedOver: ['lead'],
  };
  const said = [
    { stage: 'day', occurrence: 1 },
    { stage: 'target', occurrence: 1 },
    { stage: 'due', occurrence: 1 },
    { stage: 'overdue', occurrence: 1 },
    { stage: 'overdue', occurrence: 2 },
    { stage: 'handed-over', occurrence: 1 },
    { stage: 'gone-from-the-file', occurrence: 1 },
  ];
  const again = (due: DateTime, targetAt: DateTime | null, at: string): string[] =>
    toSayAgain(said, { dueAt: due, targetAt }, standard, instant(at)).map(
      ({ stage, occurrence }) => `${stage} ${occurrence}`,
    );
  const due = dueAt(startedAt);

  it.each<[string, string, string[]]>([
    [
      'is said again if it lies ahead now',
      '2026-06-03T11:59:59.999Z',
      ['day 1', 'due 1', 'overdue 1', 'overdue 2'],
    ],
    ['and not at the very instant', '2026-06-03T12:00:00Z', ['due 1', 'overdue 1', 'overdue 2']],
    ['of what repeats each time by itself', '2026-06-05T12:00:00Z', ['overdue 2']],
    ['nothing of what is behind', '2026-06-30T12:00:00Z', []],
  ])('%s', (_, at, expected) => {
    expect(again(due, null, at)).toEqual(expected);
  });

  it('by the target where a rung goes by that', () => {
    const targetAt = due.minus({ hours: 2 });
    expect(again(due, targetAt, '2026-06-04T08:00:00Z')).toContain('target 1');
    expect(again(due, targetAt, '2026-06-04T09:00:00Z')).not.toContain('target 1');
  });
});
