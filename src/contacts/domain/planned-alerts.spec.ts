import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  type AlertedClock,
  decideAlerts,
  firstAlertAt,
  nextAlertAfter,
  type PlannedAlert,
} from './planned-alerts.js';
import type { ResponseStandard } from './response-standard.js';

const standard: ResponseStandard = {
  version: 'test',
  inForceFrom: '2025-07-01',
  rungs: [
    { stage: 'day', hoursFromDue: -24, hears: ['lead'] },
    { stage: 'hours', hoursFromDue: -4, hears: ['lead'] },
    { stage: 'due', hoursFromDue: 0, hears: ['lead'] },
    { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 24, hears: ['lead'] },
  ],
  handedOver: ['lead'],
};
const plain: AlertedClock = {
  dueAt: DateTime.fromISO('2026-03-30T12:00:00.000Z', { zone: 'utc' }),
  targetAt: null,
  takenUpAt: null,
};
// Due on the Monday after the clocks went forward: every rung lies exactly that many elapsed hours away.
const dueAt = DateTime.fromISO('2026-03-30T12:00:00.000Z', { zone: 'utc' });
const at = (hours: number, milliseconds = 0): DateTime => dueAt.plus({ hours, milliseconds });
const named = (planned: PlannedAlert | null): string | null =>
  planned && `${planned.stage}${planned.occurrence}@${planned.plannedAt.diff(dueAt, 'hours').hours}`;

describe('what is to be said as of now', () => {
  it.each([
    ['a millisecond before the first warning', -24, at(-24, -1), null, [], -24],
    ['at exactly 24 hours before due', -24, at(-24), 'day1@-24', [], -4],
    ['asked again a second later: nothing new', -4, at(-24, 1000), null, [], -4],
    ['at exactly 4 hours before due', -4, at(-4), 'hours1@-4', [], 0],
    ['at exactly due', 0, at(0), 'due1@0', [], 24],
    ['a day overdue', 24, at(24), 'overdue1@24', [], 48],
    ['three days overdue, asked each day', 72, at(72), 'overdue3@72', [], 96],
    ['after downtime only the latest stage counts', -24, at(1), 'due1@0', ['day1@-24', 'hours1@-4'], 24],
    ['a week of downtime', -24, at(150), 'overdue6@144', ['day1@-24', 'hours1@-4', 'due1@0'], 168],
    [
      'downtime within the repeats: the number tells how many went before',
      48,
      at(100),
      'overdue4@96',
      [],
      120,
    ],
    ['an answer is due while one rung lies ahead still', 0, at(23), 'due1@0', [], 24],
  ])('%s', (_, pointer, now, raise, superseded, next) => {
    const decision = decideAlerts({ ...plain, nextAlertAt: at(pointer) }, standard, now);
    expect(named(decision.raise)).toBe(raise);
    expect(decision.superseded.map(named)).toEqual(superseded);
    expect(decision.nextAlertAt?.diff(dueAt, 'hours').hours).toBe(next);
  });

  it('whatever the ticks, each stage is raised once, at its own time', () => {
    let nextAlertAt: DateTime | null = firstAlertAt(plain, standard);
    const raised: (string | null)[] = [];
    for (let minute = -25 * 60; minute <= 50 * 60; minute += 7) {
      const now = dueAt.plus({ minutes: minute });
      if (!nextAlertAt || nextAlertAt > now) continue;
      const decision = decideAlerts({ ...plain, nextAlertAt }, standard, now);
      raised.push(named(decision.raise));
      expect(decision.superseded).toEqual([]);
      nextAlertAt = decision.nextAlertAt;
    }
    expect(raised).toEqual(['day1@-24', 'hours1@-4', 'due1@0', 'overdue1@24', 'overdue2@48']);
  });

  it('a standard without a repeat ends', () => {
    const once = { ...standard, rungs: standard.rungs.slice(0, 3) };
    expect(decideAlerts({ ...plain, nextAlertAt: at(0) }, once, at(1)).nextAlertAt).toBeNull();
  });
});

const ladder: ResponseStandard = {
  ...standard,
  rungs: [
    { stage: 'day', hoursFromDue: -24, hears: ['lead'], takeUpWithinHours: 6 },
    { stage: 'hours', hoursFromDue: -4, hears: ['deputy'], takeUpWithinHours: 2 },
    { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
    {
      stage: 'overdue',
      hoursFromDue: 24,
      repeatEveryHours: 24,
      hears: ['force-admin'],
      takeUpWithinHours: 1,
    },
  ],
};
const stepped = (planned: PlannedAlert): string =>
  `${planned.stage}${planned.occurrence}+${planned.step}@${planned.plannedAt.diff(dueAt, 'hours').hours}`;

/** Everything that is raised when somebody looks every quarter of an hour. */
function raisedOf(own: ResponseStandard, clock: Partial<AlertedClock>): string[] {
  const raised: string[] = [];
  const whole = { ...plain, ...clock };
  let nextAlertAt = firstAlertAt(whole, own);
  for (let quarter = -30 * 4; quarter <= 50 * 4; quarter += 1) {
    const now = at(quarter / 4);
    if (!nextAlertAt || nextAlertAt > now) continue;
    // Nobody has taken it up before they did.
    const takenUpAt = whole.takenUpAt && whole.takenUpAt <= now ? whole.takenUpAt : null;
    const decision = decideAlerts({ ...whole, takenUpAt, nextAlertAt }, own, now);
    if (decision.raise) raised.push(stepped(decision.raise));
    nextAlertAt = decision.nextAlertAt;
  }
  return raised;
}

describe('a rung that must be taken up', () => {
  it('calls the next rungs one after the other, until another stage speaks for itself', () => {
    expect(raisedOf(ladder, {})).toEqual([
      'day1+0@-24',
      'day1+1@-18',
      'day1+2@-16',
      'hours1+0@-4',
      'hours1+1@-2',
      'due1+0@0',
      'overdue1+0@24',
      'overdue2+0@48',
    ]);
  });

  it.each([
    ['before its first rung: that rung tells everybody', -30, ['day1+0@-24', 'day1+1@-18']],
    ['at its rung: no step', -24, ['day1+0@-24', 'hours1+0@-4']],
    ['between two steps: no further one', -17, ['day1+0@-24', 'day1+1@-18', 'hours1+0@-4']],
  ])('taken up %s', (_, takenUp, first) => {
    expect(raisedOf(ladder, { takenUpAt: at(takenUp) }).slice(0, first.length)).toEqual(first);
  });

  it('taken up during a repeating rung: without steps until it speaks again, which is a next rung', () => {
    const quick = {
      ...ladder,
      rungs: [
        { ...ladder.rungs[3]!, hoursFromDue: 0 },
        { ...ladder.rungs[1]!, hoursFromDue: 500 },
      ],
    };
    expect(raisedOf(quick, { takenUpAt: at(2) })).toEqual([
      'overdue1+0@0',
      'overdue1+1@1',
      'overdue2+0@24',
      'overdue2+1@25',
      'overdue3+0@48',
      'overdue3+1@49',
    ]);
    expect(raisedOf(quick, { takenUpAt: at(24.5) })).toEqual([
      'overdue1+0@0',
      'overdue1+1@1',
      'overdue2+0@24',
      'overdue3+0@48',
      'overdue3+1@49',
    ]);
  });

  it('after downtime the latest step alone is told, and those before are recorded', () => {
    const decision = decideAlerts({ ...plain, nextAlertAt: at(-24) }, ladder, at(-10));
    expect(stepped(decision.raise!)).toBe('day1+2@-16');
    expect(decision.superseded.map(stepped)).toEqual(['day1+0@-24', 'day1+1@-18']);
    expect(decision.nextAlertAt).toEqual(at(-4));
  });

  it('given back, the step that went by meanwhile comes at once', () => {
    expect(nextAlertAfter(plain, ladder, at(-20))).toEqual(at(-18));
    expect(nextAlertAfter({ ...plain, takenUpAt: at(-20) }, ladder, at(-20))).toEqual(at(-4));
  });
});

it('rungs of a target lie around the target, and without one there are none', () => {
  const own: ResponseStandard = {
    ...standard,
    rungs: [
      { stage: 'target', hoursFromTarget: -2, hears: ['lead'] },
      { stage: 'due', hoursFromDue: 0, hears: ['lead'] },
    ],
  };
  expect(raisedOf(own, { targetAt: at(-10) })).toEqual(['target1+0@-12', 'due1+0@0']);
  expect(raisedOf(own, {})).toEqual(['due1+0@0']);
});
