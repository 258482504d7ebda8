import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { AlertedClock } from '../../../contacts/domain/planned-alerts.js';
import type { ResponseStandard, Rung } from '../../../contacts/domain/response-standard.js';
import { moveTo, type SaidAlert } from './standard-change.js';

const dueAt = DateTime.fromISO('2026-06-04T12:00:00.000Z', { zone: 'utc' });
const at = (hours: number): DateTime => dueAt.plus({ hours });
const clock: AlertedClock = { dueAt, targetAt: null, takenUpAt: null };
const rung = (stage: string, hoursFromDue: number, more: Partial<Rung> = {}): Rung => ({
  stage,
  hoursFromDue,
  hears: ['lead'],
  ...more,
});
const version = (...rungs: Rung[]): ResponseStandard => ({
  version: 'new',
  inForceFrom: '2026-01-01',
  handedOver: ['lead'],
  rungs,
});
const said = (stage: string, hours: number, occurrence = 1, step = 0): SaidAlert => ({
  stage,
  occurrence,
  step,
  plannedAt: at(hours),
});

const WARNINGS = version(rung('half', -36), rung('day', -24), rung('due', 0));
const DAILY = version(rung('due', 0), rung('overdue', 24, { repeatEveryHours: 24 }));
const HALF_DAILY = version(rung('due', 0), rung('overdue', 24, { repeatEveryHours: 12 }));
const LATER = version(rung('due', 0), rung('overdue', 48, { repeatEveryHours: 24 }));

describe('a clock under another version of the standard', () => {
  it.each<[string, ResponseStandard, SaidAlert[], number, number | null, string | null, [string, number][]]>([
    ['of which nothing was said begins with the first rung', WARNINGS, [], -60, -36, null, []],
    ['"a rung that went by unsaid comes at once": the latest of them', WARNINGS, [], -10, -36, 'day', []],
    ['counts from what was really said', WARNINGS, [said('day', -24)], -10, 0, null, []],
    ['is told of a rung that came after what was said', WARNINGS, [said('early', -30)], -10, -24, 'day', []],
    [
      'is not told of a rung before it: what was said says more',
      WARNINGS,
      [said('day', -24)],
      -20,
      0,
      null,
      [],
    ],
    [
      '"nothing already said under the same stage name is said again", though it was said earlier',
      WARNINGS,
      [said('day', -40)],
      -20,
      -36,
      null,
      [],
    ],
    [
      'that was handed over is told of its rungs all the same',
      WARNINGS,
      [said('handed-over', -20)],
      -10,
      -36,
      'day',
      [],
    ],
    ['repeats at its own hours', HALF_DAILY, [said('overdue', 24), said('overdue', 48, 2)], 50, 60, null, []],
    [
      'repeated less often gives no number twice, so that the next time is said',
      DAILY,
      [24, 36, 48, 60].map((hours, index) => said('overdue', hours, index + 1)),
      65,
      72,
      null,
      [['overdue', 2]],
    ],
    [
      'repeated less often, and the time has come',
      DAILY,
      [24, 36, 48, 60].map((hours, index) => said('overdue', hours, index + 1)),
      73,
      72,
      'overdue',
      [['overdue', 2]],
    ],
    ['repeated from later on begins anew', LATER, [said('overdue', 24)], 30, 48, null, [['overdue', 1]]],
    ['with nothing ahead is left alone', version(rung('day', -24)), [said('due', 0)], 1, null, null, []],
  ])('%s', (_what, standard, before, now, next, atOnce, renumbered) => {
    expect(moveTo(clock, standard, before, at(now))).toEqual({
      nextAlertAt: next === null ? null : at(next),
      saidAtOnce: atOnce,
      renumbered: renumbered.map(([stage, by]) => ({ stage, by })),
    });
  });

  it('calls the next rung by the hours of the new version, and nobody if it is taken up', () => {
    const standard = version(rung('day', -24, { takeUpWithinHours: 2 }), rung('due', 0));
    const before = [said('day', -24)];
    expect(moveTo(clock, standard, before, at(-20))).toMatchObject({
      nextAlertAt: at(-22),
      saidAtOnce: 'day',
    });
    const takenUp = { ...clock, takenUpAt: at(-23) };
    expect(moveTo(takenUp, standard, before, at(-20))).toMatchObject({
      nextAlertAt: dueAt,
      saidAtOnce: null,
    });
  });

  it('warns by the target that the version gives', () => {
    const standard = version({ stage: 'target', hoursFromTarget: -2, hears: ['lead'] }, rung('due', 0));
    const aimed = { ...clock, targetAt: at(-30) };
    expect(moveTo(aimed, standard, [], at(-31))).toMatchObject({
      nextAlertAt: at(-32),
      saidAtOnce: 'target',
    });
    expect(moveTo(clock, standard, [], at(-31))).toMatchObject({ nextAlertAt: dueAt, saidAtOnce: null });
  });
});
