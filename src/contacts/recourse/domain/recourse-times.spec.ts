import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { isRecourseLate, lastDayOf, recourseDueAt, tellFrom } from './recourse-times.js';

const instant = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });
const HOLIDAYS = ['2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28'];
const dueOf = (askedAt: string): DateTime => recourseDueAt(instant(askedAt), (day) => HOLIDAYS.includes(day));

describe('"a supervisor answers within 5 working days"', () => {
  it.each<[string, string, string]>([
    ['asked on a Monday: until the end of the next', '2026-06-01T09:00:00Z', '2026-06-08'],
    ['asked at a weekend: the Monday is the first day', '2026-06-06T12:00:00Z', '2026-06-12'],
    ['over Easter, with two bank holidays', '2026-04-01T12:00:00Z', '2026-04-10'],
    ['over Christmas', '2026-12-23T12:00:00Z', '2027-01-01'],
    ['a minute before local midnight, which in summer is 23:00Z', '2026-06-01T22:59:00Z', '2026-06-08'],
    ['a minute past it', '2026-06-01T23:01:00Z', '2026-06-09'],
  ])('%s', (_, askedAt, lastDay) => {
    expect(lastDayOf(dueOf(askedAt))).toBe(lastDay);
  });

  it.each<[string, string, string]>([
    ['ends at local midnight', '2026-06-01T09:00:00Z', '2026-06-08T23:00:00.000Z'],
    ['over the change of the clocks in March', '2026-03-25T12:00:00Z', '2026-04-01T23:00:00.000Z'],
    ['and in October', '2026-10-22T12:00:00Z', '2026-10-30T00:00:00.000Z'],
  ])('%s', (_, askedAt, dueAt) => {
    expect(dueOf(askedAt).toISO()).toBe(dueAt);
  });

  it.each<[string, string | null, string, boolean]>([
    ['answered in the last millisecond', '2026-06-08T22:59:59.999Z', '2026-07-01T00:00:00Z', false],
    ['answered at midnight', '2026-06-08T23:00:00Z', '2026-07-01T00:00:00Z', true],
    ['not answered, still time', null, '2026-06-08T22:59:59.999Z', false],
    ['not answered, and the day is over', null, '2026-06-08T23:00:00Z', true],
  ])('%s', (_, answeredAt, now, isLate) => {
    const due = dueOf('2026-06-01T09:00:00Z');
    expect(isRecourseLate(due, answeredAt === null ? null : instant(answeredAt), instant(now))).toBe(isLate);
  });
});

describe('who is told of a missed deadline', () => {
  const now = instant('2026-06-20T12:00:00Z');
  it.each<[string, (string | null)[], string]>([
    ['what was missed in so many days', [], '2026-06-06T12:00:00.000Z'],
    ['nothing from before the force told anybody', ['2026-06-10T00:00:00Z'], '2026-06-10T00:00:00.000Z'],
    ['a beginning long ago changes nothing', ['2026-01-01T00:00:00Z', null], '2026-06-06T12:00:00.000Z'],
    ['the latest bound holds', ['2026-06-10T00:00:00Z', '2026-06-15T00:00:00Z'], '2026-06-15T00:00:00.000Z'],
  ])('%s', (_, bounds, from) => {
    expect(
      tellFrom(now, 14, ...bounds.map((bound) => (bound === null ? null : instant(bound)))).toISO(),
    ).toBe(from);
  });
});
