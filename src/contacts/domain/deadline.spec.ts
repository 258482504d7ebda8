import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import { dueAt, startProblem, truncate } from './deadline.js';

const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });

describe('due: 72 elapsed hours after the start, never three days of local time', () => {
  it.each([
    [
      'an ordinary week',
      '2026-06-01T09:00:00.000Z',
      '2026-06-04T09:00:00.000Z',
      'Thursday 4 June 2026 at 10am BST',
    ],
    [
      'over the spring change: an hour later by the clock on the wall',
      '2026-03-27T12:00:00.000Z',
      '2026-03-30T12:00:00.000Z',
      'Monday 30 March 2026 at 1pm BST',
    ],
    [
      'in the missing hour’s last minute before',
      '2026-03-29T00:59:59.999Z',
      '2026-04-01T00:59:59.999Z',
      'Wednesday 1 April 2026 at 1:59am BST',
    ],
    [
      'over the autumn change: an hour earlier by the clock on the wall',
      '2026-10-23T12:00:00.000Z',
      '2026-10-26T12:00:00.000Z',
      'Monday 26 October 2026 at 12pm GMT',
    ],
    [
      'the first 1:30am of the hour that comes twice',
      '2026-10-25T00:30:00.000Z',
      '2026-10-28T00:30:00.000Z',
      'Wednesday 28 October 2026 at 12:30am GMT',
    ],
    [
      'the second 1:30am of it',
      '2026-10-25T01:30:00.000Z',
      '2026-10-28T01:30:00.000Z',
      'Wednesday 28 October 2026 at 1:30am GMT',
    ],
    [
      'over the spring change of 2027',
      '2027-03-26T18:00:00.000Z',
      '2027-03-29T18:00:00.000Z',
      'Monday 29 March 2027 at 7pm BST',
    ],
    [
      'over the autumn change of 2027',
      '2027-10-30T18:00:00.000Z',
      '2027-11-02T18:00:00.000Z',
      'Tuesday 2 November 2027 at 6pm GMT',
    ],
    [
      'over a leap day',
      '2028-02-27T08:15:00.000Z',
      '2028-03-01T08:15:00.000Z',
      'Wednesday 1 March 2028 at 8:15am GMT',
    ],
    [
      'on a leap day',
      '2028-02-29T23:59:59.999Z',
      '2028-03-03T23:59:59.999Z',
      'Friday 3 March 2028 at 11:59pm GMT',
    ],
    [
      'over the same days of a year without one',
      '2027-02-27T08:15:00.000Z',
      '2027-03-02T08:15:00.000Z',
      'Tuesday 2 March 2027 at 8:15am GMT',
    ],
    [
      'over a new year',
      '2026-12-30T22:00:00.000Z',
      '2027-01-02T22:00:00.000Z',
      'Saturday 2 January 2027 at 10pm GMT',
    ],
  ])('%s', (_, start, due, local) => {
    expect(dueAt(at(start)).toISO()).toBe(due);
    expect(formatInstant(dueAt(at(start)))).toBe(local);
  });
});

describe('a stated start: "more than 5 minutes ahead of now is refused"', () => {
  const now = at('2026-06-01T12:00:00.000Z');
  it.each([
    ['now', '2026-06-01T12:00:00.000Z', null],
    ['exactly 5 minutes ahead', '2026-06-01T12:05:00.000Z', null],
    ['a millisecond more', '2026-06-01T12:05:00.001Z', 'in-the-future'],
    ['the year 9999', '9999-12-31T23:59:59.999Z', 'in-the-future'],
    ['the year 0', '0000-01-01T00:00:00.000Z', 'too-long-ago'],
    ['the last instant of 1999', '1999-12-31T23:59:59.999Z', 'too-long-ago'],
    ['a leap day years ago', '2024-02-29T12:00:00.000Z', null],
  ])('%s', (_, stated, problem) => {
    expect(startProblem(at(stated), now)).toBe(problem);
  });
});

it('instants are truncated to whole milliseconds, in UTC', () => {
  const instant = truncate(DateTime.fromISO('2026-10-25T01:30:00.123999+01:00', { setZone: true }));
  expect(instant.toISO()).toBe('2026-10-25T00:30:00.123Z');
});
