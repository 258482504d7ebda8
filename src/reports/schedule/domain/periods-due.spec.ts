import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { periodsDue, type ReportKind } from './periods-due.js';

const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
const FIRST_AT_TEN_PAST_THREE = { day: 1, at: '03:10' };
const due =
  (kind: ReportKind, occasion = FIRST_AT_TEN_PAST_THREE) =>
  (startsOn: string, latestToOn: string | null, now: string): string[] =>
    periodsDue(kind, occasion, startsOn, latestToOn, at(now)).map(({ fromOn, toOn }) => `${fromOn} ${toOn}`);

describe('the months whose reports are due', () => {
  const months = due('monthly');

  it('are last month, once its occasion has come in local time', () => {
    expect(months('2025-07-01', null, '2026-04-01T02:09:59.999Z')).toEqual(['2026-02-01 2026-02-28']);
    expect(months('2025-07-01', null, '2026-04-01T02:10:00.000Z')).toEqual(['2026-03-01 2026-03-31']);
    expect(months('2025-07-01', null, '2026-02-01T03:09:59.999Z')).toEqual(['2025-12-01 2025-12-31']);
    expect(months('2025-07-01', null, '2026-02-01T03:10:00.000Z')).toEqual(['2026-01-01 2026-01-31']);
  });

  it('are none once the report is kept', () => {
    expect(months('2025-07-01', '2026-03-31', '2026-04-30T12:00:00Z')).toEqual([]);
  });

  it('make up what was missed', () => {
    expect(months('2025-07-01', '2025-12-31', '2026-03-02T12:00:00Z')).toEqual([
      '2026-01-01 2026-01-31',
      '2026-02-01 2026-02-28',
    ]);
  });

  it('are none for a force whose figures begin later, and all of a month in which they begin', () => {
    expect(months('2026-04-01', null, '2026-04-02T12:00:00Z')).toEqual([]);
    expect(months('2026-03-31', null, '2026-04-02T12:00:00Z')).toEqual(['2026-03-01 2026-03-31']);
  });

  it('are none when the clock went back', () => {
    expect(months('2025-07-01', '2026-03-31', '2026-02-02T12:00:00Z')).toEqual([]);
  });

  it('wait for a later day and time of the month: the 28th at half past noon, BST', () => {
    const late = due('monthly', { day: 28, at: '12:30' });
    expect(late('2025-07-01', '2026-02-28', '2026-04-28T11:29:59Z')).toEqual([]);
    expect(late('2025-07-01', '2026-02-28', '2026-04-28T11:30:00Z')).toEqual(['2026-03-01 2026-03-31']);
  });

  it('come on the days of a change of the clocks: 29 March 2026 has no half past one, 25 October has two', () => {
    const spring = due('monthly', { day: 28, at: '23:50' });
    expect(spring('2025-07-01', '2026-01-31', '2026-03-28T23:49:00Z')).toEqual([]);
    expect(spring('2025-07-01', '2026-01-31', '2026-03-28T23:50:00Z')).toEqual(['2026-02-01 2026-02-28']);
    const autumn = due('monthly', { day: 25, at: '02:00' });
    expect(autumn('2025-07-01', '2026-08-31', '2026-10-25T01:59:59Z')).toEqual([]);
    expect(autumn('2025-07-01', '2026-08-31', '2026-10-25T02:00:00Z')).toEqual(['2026-09-01 2026-09-30']);
  });
});

describe('the quarters whose reports are due', () => {
  const quarters = due('quarterly');

  it.each([
    ['2026-01-01T03:10:00Z', '2025-10-01 2025-12-31'],
    ['2026-04-01T02:10:00Z', '2026-01-01 2026-03-31'],
    ['2026-07-01T02:10:00Z', '2026-04-01 2026-06-30'],
    ['2026-10-01T02:10:00Z', '2026-07-01 2026-09-30'],
    ['2026-10-01T02:09:59Z', '2026-04-01 2026-06-30'],
    ['2026-12-31T23:59:59Z', '2026-07-01 2026-09-30'],
  ])('as of %s are %s', (now, quarter) => {
    expect(quarters('2025-07-01', null, now)).toEqual([quarter]);
  });

  it('make up what was missed, over the end of a year too', () => {
    expect(quarters('2025-07-01', '2025-09-30', '2026-07-02T12:00:00Z')).toEqual([
      '2025-10-01 2025-12-31',
      '2026-01-01 2026-03-31',
      '2026-04-01 2026-06-30',
    ]);
    expect(quarters('2025-07-01', '2026-06-30', '2026-09-30T12:00:00Z')).toEqual([]);
  });

  it('begin with the figures of a force that began in the middle of one', () => {
    expect(quarters('2026-02-17', null, '2026-04-02T12:00:00Z')).toEqual(['2026-02-17 2026-03-31']);
    expect(quarters('2026-02-17', '2026-03-31', '2026-07-02T12:00:00Z')).toEqual(['2026-04-01 2026-06-30']);
    expect(quarters('2026-04-01', null, '2026-04-02T12:00:00Z')).toEqual([]);
  });

  it('make up the first one of a force whose later ones were missed', () => {
    expect(quarters('2026-02-17', '2025-12-31', '2026-07-02T12:00:00Z')).toEqual([
      '2026-02-17 2026-03-31',
      '2026-04-01 2026-06-30',
    ]);
  });

  it('wait for a later day of the first month after them', () => {
    const late = due('quarterly', { day: 20, at: '09:00' });
    expect(late('2025-07-01', '2025-12-31', '2026-04-20T07:59:59Z')).toEqual([]);
    expect(late('2025-07-01', '2025-12-31', '2026-04-20T08:00:00Z')).toEqual(['2026-01-01 2026-03-31']);
  });
});
