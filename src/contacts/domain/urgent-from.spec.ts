import { expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Rung } from './response-standard.js';
import { urgentFrom } from './urgent-from.js';

const dueAt = DateTime.fromISO('2026-06-04T12:00:00.000Z', { zone: 'utc' });
const ofDue = (hoursFromDue: number): Rung => ({
  stage: `due${hoursFromDue}`,
  hoursFromDue,
  hears: ['lead'],
});
const ofTarget = (hoursFromTarget: number): Rung => ({
  stage: `target${hoursFromTarget}`,
  hoursFromTarget,
  hears: ['lead'],
});

// "Overdue and the last warning ignore" quiet hours; hours are counted from due.
it.each<[what: string, rungs: Rung[], target: number | null, from: number]>([
  ['the last of the warnings before due', [ofDue(-24), ofDue(-4), ofDue(0)], null, -4],
  ['whatever their order in the file', [ofDue(-4), ofDue(0), ofDue(-24)], null, -4],
  ['due, without a warning', [ofDue(0), ofDue(24)], null, 0],
  [
    'the last warning of the target, if there are no others',
    [ofTarget(-24), ofTarget(-4), ofDue(0)],
    -10,
    -14,
  ],
  ['the same, with one when the target is reached', [ofTarget(-4), ofTarget(0), ofDue(0)], -10, -14],
  ['the last before due, if the target is warned of earlier', [ofTarget(-4), ofDue(-8), ofDue(0)], -6, -8],
  ['a target that has passed, before the last warning', [ofTarget(-4), ofTarget(0), ofDue(-4)], -30, -30],
  ['a target that has passed, of which nobody is warned', [ofDue(-4)], -30, -30],
  ['due, where the target is due', [ofTarget(0), ofDue(0)], 0, 0],
  ['the target’s last warning, where the target is due', [ofTarget(-2), ofDue(-4)], 0, -2],
  ['no warning of a target that the clock has not', [ofTarget(-2), ofDue(-4)], null, -4],
])('nothing waits for quiet hours from %s', (_what, rungs, target, from) => {
  const standard = { version: 'test', inForceFrom: '2025-07-01', rungs, handedOver: ['lead' as const] };
  const targetAt = target === null ? null : dueAt.plus({ hours: target });
  expect(urgentFrom({ dueAt, targetAt }, standard).diff(dueAt, 'hours').hours).toBe(from);
});
