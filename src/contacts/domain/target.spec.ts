import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { dueAt } from './deadline.js';
import { type Target, targetAt } from './target.js';

const instant = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });
const HOLIDAYS = ['2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28'];

describe('"A force\'s own stricter or working-day standard gives a target_at beside it"', () => {
  it.each<[string, string, Target, string]>([
    [
      'hours are elapsed hours, also across the change of the clocks',
      '2026-03-28T12:00:00Z',
      { hours: 48 },
      '2026-03-30T12:00:00.000Z',
    ],
    [
      'the end of the first working day after, in local time',
      '2026-03-30T09:00:00Z',
      { workingDays: 1 },
      '2026-03-31T23:00:00.000Z',
    ],
    [
      'whatever the hour of the day it was sent',
      '2026-03-30T22:59:59.999Z',
      { workingDays: 1 },
      '2026-03-31T23:00:00.000Z',
    ],
    [
      'a minute past local midnight is the next day',
      '2026-03-30T23:01:00Z',
      { workingDays: 1 },
      '2026-04-01T23:00:00.000Z',
    ],
    ['a weekend does not count', '2026-06-05T12:00:00Z', { workingDays: 1 }, '2026-06-08T12:00:00.000Z'],
    ['sent on a Saturday', '2026-06-06T12:00:00Z', { workingDays: 1 }, '2026-06-08T23:00:00.000Z'],
    [
      'never after due: Easter would be Tuesday night',
      '2026-04-02T12:00:00Z',
      { workingDays: 1 },
      '2026-04-05T12:00:00.000Z',
    ],
    ['a holiday does not count', '2026-12-27T12:00:00Z', { workingDays: 1 }, '2026-12-30T00:00:00.000Z'],
  ])('%s', (_, startedAt, target, expected) => {
    const start = instant(startedAt);
    const at = targetAt(start, dueAt(start), target, (day) => HOLIDAYS.includes(day));
    expect(at.toISO()).toBe(expected);
  });
});
