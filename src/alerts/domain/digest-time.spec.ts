import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { isDigestDay, isInHourOfChange, nextDigestAt, timeOfDay, WEEKDAYS } from './digest-time.js';

const utc = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });

describe('a time of day on the 24-hour clock', () => {
  it.each([
    ['22:00', '22:00'],
    [' 7:30 ', '07:30'],
    ['7.30', '07:30'],
    ['00:00', '00:00'],
    ['23:59', '23:59'],
    ['24:00', null],
    ['12:60', null],
    ['7pm', null],
    ['7:30pm', null],
    ['730', null],
    ['7', null],
    ['', null],
    ['22:00:00', null],
  ])('%j is %j', (typed, kept) => {
    expect(timeOfDay(typed)).toBe(kept);
  });
});

it.each([
  ['00:59', false],
  ['01:00', true],
  ['01:59', true],
  ['02:00', false],
  ['11:00', false],
])('%s falls into the hour that a change of the clocks leaves out or brings twice: %s', (time, expected) => {
  expect(isInHourOfChange(time)).toBe(expected);
});

it('is on the days that are set', () => {
  expect(isDigestDay('2026-06-01', ['monday'])).toBe(true);
  expect(isDigestDay('2026-06-07', ['monday', 'saturday'])).toBe(false);
  expect(isDigestDay('2026-06-07', ['sunday'])).toBe(true);
});

describe('"at a configured local time": the next digest', () => {
  const working = WEEKDAYS.slice(0, 5);
  it.each([
    ['of the same day', '2026-06-01T06:29:59.999Z', '07:30', WEEKDAYS, '2026-06-01T06:30:00.000Z'],
    [
      'is not the one of this very instant',
      '2026-06-01T06:30:00.000Z',
      '07:30',
      WEEKDAYS,
      '2026-06-02T06:30:00.000Z',
    ],
    [
      'of the local day, not of that of UTC',
      '2026-06-01T23:30:00.000Z',
      '00:45',
      WEEKDAYS,
      '2026-06-01T23:45:00.000Z',
    ],
    ['leaves out days without one', '2026-06-05T12:00:00.000Z', '07:30', working, '2026-06-08T06:30:00.000Z'],
    [
      'may be a week away',
      '2026-06-01T12:00:00.000Z',
      '07:30',
      ['monday'] as const,
      '2026-06-08T06:30:00.000Z',
    ],
    [
      'is 23 hours later when the clocks go forward',
      '2026-03-28T07:30:00.000Z',
      '07:30',
      WEEKDAYS,
      '2026-03-29T06:30:00.000Z',
    ],
    [
      'is 25 hours later when they go back',
      '2026-10-24T06:30:00.000Z',
      '07:30',
      WEEKDAYS,
      '2026-10-25T07:30:00.000Z',
    ],
    [
      'right after the hour that is left out',
      '2026-03-29T00:59:59.999Z',
      '02:00',
      WEEKDAYS,
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'right after the hour that comes twice',
      '2026-10-25T00:30:00.000Z',
      '02:00',
      WEEKDAYS,
      '2026-10-25T02:00:00.000Z',
    ],
    [
      'before the hour that comes twice, once',
      '2026-10-24T23:30:00.000Z',
      '00:30',
      WEEKDAYS,
      '2026-10-26T00:30:00.000Z',
    ],
  ])('%s', (_case, after, time, weekdays, expected) => {
    expect(nextDigestAt(utc(after), time, weekdays).toISO()).toBe(expected);
  });
});
