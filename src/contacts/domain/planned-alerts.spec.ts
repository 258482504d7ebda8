import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  decideAlerts,
  firstAlertAt,
  type PlannedAlert,
  type ResponseStandard,
  standardOn,
} from './response-standard.js';

const standard: ResponseStandard = {
  version: 'test',
  inForceFrom: '2025-07-01',
  rungs: [
    { stage: 'day', hoursFromDue: -24, hears: ['lead'] },
    { stage: 'hours', hoursFromDue: -4, hears: ['lead'] },
    { stage: 'due', hoursFromDue: 0, hears: ['lead'] },
    { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 24, hears: ['lead'] },
  ],
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
    const decision = decideAlerts({ dueAt, nextAlertAt: at(pointer) }, standard, now);
    expect(named(decision.raise)).toBe(raise);
    expect(decision.superseded.map(named)).toEqual(superseded);
    expect(decision.nextAlertAt?.diff(dueAt, 'hours').hours).toBe(next);
  });

  it('whatever the ticks, each stage is raised once, at its own time', () => {
    let nextAlertAt: DateTime | null = firstAlertAt(dueAt, standard);
    const raised: (string | null)[] = [];
    for (let minute = -25 * 60; minute <= 50 * 60; minute += 7) {
      const now = dueAt.plus({ minutes: minute });
      if (!nextAlertAt || nextAlertAt > now) continue;
      const decision = decideAlerts({ dueAt, nextAlertAt }, standard, now);
      raised.push(named(decision.raise));
      expect(decision.superseded).toEqual([]);
      nextAlertAt = decision.nextAlertAt;
    }
    expect(raised).toEqual(['day1@-24', 'hours1@-4', 'due1@0', 'overdue1@24', 'overdue2@48']);
  });

  it('a standard without a repeat ends', () => {
    const once = { ...standard, rungs: standard.rungs.slice(0, 3) };
    expect(decideAlerts({ dueAt, nextAlertAt: at(0) }, once, at(1)).nextAlertAt).toBeNull();
  });
});

it('a version governs from its day; before the first, the first does', () => {
  const versions = [standard, { ...standard, version: 'later', inForceFrom: '2026-04-01' }];
  expect(
    ['2024-01-01', '2025-07-01', '2026-03-31', '2026-04-01', '2030-01-01'].map(
      (day) => standardOn(versions, day).version,
    ),
  ).toEqual(['test', 'test', 'test', 'later', 'later']);
});
