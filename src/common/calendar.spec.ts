import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  daysIn,
  formatInstant,
  isDay,
  localDayOf,
  monthBefore,
  periodOf,
  precedingPeriod,
} from './calendar.js';

describe('periods of local days, half-open', () => {
  it.each([
    [
      'March 2026 has 743 hours',
      '2026-03-01',
      '2026-03-31',
      '2026-03-01T00:00:00.000Z',
      '2026-03-31T23:00:00.000Z',
    ],
    [
      'October 2026 has 745 hours',
      '2026-10-01',
      '2026-10-31',
      '2026-09-30T23:00:00.000Z',
      '2026-11-01T00:00:00.000Z',
    ],
    [
      'the day of 25 hours',
      '2026-10-25',
      '2026-10-25',
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
    ],
    [
      'the day of 23 hours',
      '2026-03-29',
      '2026-03-29',
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
    ],
  ])('%s', (_, from, to, start, end) => {
    const period = periodOf(from, to);
    expect([period.startAt.toISO(), period.endAt.toISO()]).toEqual([start, end]);
  });

  it.each([
    ['a month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['a leap February', '2028-02-01', '2028-02-29', '2028-01-01', '2028-01-31'],
    ['a quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
    ['a year from April', '2026-04-01', '2027-03-31', '2025-04-01', '2026-03-31'],
    ['a calendar year', '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    [
      'three months that are no quarter: as many days before',
      '2026-02-01',
      '2026-04-30',
      '2025-11-04',
      '2026-01-31',
    ],
    ['13 months, a preset', '2025-10-01', '2026-10-31', '2024-09-01', '2025-09-30'],
    ['13 months that end with a leap February', '2027-02-01', '2028-02-29', '2026-01-01', '2027-01-31'],
    ['13 months that begin in March', '2026-03-01', '2027-03-31', '2025-02-01', '2026-02-28'],
    ['13 months and a day: as many days before', '2025-10-01', '2026-11-01', '2024-08-30', '2025-09-30'],
    ['two months: as many days before', '2026-02-01', '2026-03-31', '2025-12-04', '2026-01-31'],
    ['half a year: as many days before', '2026-01-01', '2026-06-30', '2025-07-04', '2025-12-31'],
    [
      'a year that begins in October: as many days before',
      '2027-10-01',
      '2028-09-30',
      '2026-09-30',
      '2027-09-30',
    ],
    ['two years: as many days before', '2026-04-01', '2028-03-31', '2024-03-31', '2026-03-31'],
    ['any other range: as many days just before', '2026-03-05', '2026-03-11', '2026-02-26', '2026-03-04'],
    ['one day', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
  ])('the period before %s', (_, from, to, fromBefore, toBefore) => {
    expect(precedingPeriod(periodOf(from, to))).toMatchObject({ fromOn: fromBefore, toOn: toBefore });
  });

  it('counts days, both ends included', () => {
    expect(daysIn(periodOf('2026-03-01', '2026-03-31'))).toBe(31);
    expect(() => periodOf('2026-03-02', '2026-03-01')).toThrow(RangeError);
  });

  it('the month before an instant is a local one', () => {
    expect(monthBefore(DateTime.fromISO('2026-10-31T23:30:00Z'))).toMatchObject({
      fromOn: '2026-09-01',
      toOn: '2026-09-30',
    });
    expect(monthBefore(DateTime.fromISO('2026-06-30T23:30:00Z'))).toMatchObject({
      fromOn: '2026-06-01',
      toOn: '2026-06-30',
    });
  });
});

it('the local day of an instant', () => {
  expect(localDayOf(DateTime.fromISO('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
  expect(localDayOf(DateTime.fromISO('2026-12-31T23:59:59.999Z'))).toBe('2026-12-31');
});

it('an instant is shown in local time with its zone', () => {
  expect(formatInstant(DateTime.fromISO('2026-10-25T00:30:00Z'))).toBe(
    'Sunday 25 October 2026 at 1:30am BST',
  );
  expect(formatInstant(DateTime.fromISO('2026-10-25T01:30:00Z'))).toBe(
    'Sunday 25 October 2026 at 1:30am GMT',
  );
});

it.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['0000-01-01', false],
  ['9999-12-31', false],
  ['2026-2-1', false],
  ['', false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});
