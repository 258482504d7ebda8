import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { ResponseStandard } from '../../../contacts/domain/response-standard.js';
import { plannedMoments } from './planned-moments.js';

const dueAt = DateTime.fromISO('2026-06-04T12:00:00.000Z', { zone: 'utc' });
const at = (hours: number): DateTime => dueAt.plus({ hours });
const standard: ResponseStandard = {
  version: 'test',
  inForceFrom: '2025-07-01',
  rungs: [
    { stage: 'day', hoursFromDue: -24, hears: ['lead'], takeUpWithinHours: 2 },
    { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
    { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 24, hears: ['force-admin'] },
  ],
  handedOver: ['lead'],
};
const named = (until: number): string[] =>
  plannedMoments({ dueAt, targetAt: null }, standard, at(until)).map(
    ({ stage, occurrence, step, plannedAt }) =>
      `${stage} ${occurrence}.${step} ${plannedAt.diff(dueAt, 'hours').hours}`,
  );

describe('every rung and step in the order of time', () => {
  it('of a clock that has just begun: each that comes for the first time', () => {
    expect(named(-72)).toEqual(['day 1.0 -24', 'day 1.1 -22', 'due 1.0 0', 'overdue 1.0 24']);
  });

  it('of one long overdue: all that went by, and no repeat ahead', () => {
    expect(named(100).slice(3)).toEqual([
      'overdue 1.0 24',
      'overdue 2.0 48',
      'overdue 3.0 72',
      'overdue 4.0 96',
    ]);
  });

  it('leaves a rung of the target out where there is none', () => {
    const aimed = { ...standard, rungs: [{ stage: 'half', hoursFromTarget: -1, hears: ['lead' as const] }] };
    expect(plannedMoments({ dueAt, targetAt: null }, aimed, dueAt)).toEqual([]);
    expect(plannedMoments({ dueAt, targetAt: at(-30) }, aimed, dueAt)).toHaveLength(1);
  });
});
