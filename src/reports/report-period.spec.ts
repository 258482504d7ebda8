import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { precedingPeriod } from '../common/calendar.js';
import type { DomainError } from '../common/errors.js';
import { presets, readPeriod } from './report-period.js';

const now = DateTime.fromISO('2026-10-25T12:00:00Z', { zone: 'utc' });

function refusal(from?: string, to?: string): string[] {
  try {
    readPeriod(from, to, now);
  } catch (error) {
    return (error as DomainError).fields.map(({ field }) => field);
  }
  return [];
}

describe('the period of a report', () => {
  it('is half-open local days: October 2026 is an hour longer than 31 days', () => {
    const { startAt, endAt } = readPeriod('2026-10-01', '2026-10-31', now);
    expect(startAt.toISO()).toBe('2026-09-30T23:00:00.000Z');
    expect(endAt.toISO()).toBe('2026-11-01T00:00:00.000Z');
  });

  it.each([
    [undefined, undefined, ['from', 'to']],
    ['2026-03-01', undefined, ['to']],
    ['', '2026-03-01', ['from']],
    ['2026-03-02', '2026-03-01', ['to']],
    ['0000-01-01', '2026-03-01', ['from']],
    ['2026-03-01', '9999-12-31', ['to']],
    ['2026-02-29', '2026-03-01', ['from']],
    ['01/03/2026', '2026-03-31', ['from']],
    ['2026-10-26', '2026-10-31', ['from']],
    ['2023-03-01', '2026-03-01', ['to']],
    // The period before it would begin before there are days.
    ['1900-01-01', '1900-01-31', ['from']],
    ['1903-12-31', '1903-12-31', ['from']],
  ])('%s to %s is refused for %j', (from, to, fields) => {
    expect(refusal(from, to)).toEqual(fields);
  });

  it.each([
    ['2026-02-29', '2026-03-01', 'The first and the last day of the report must be real dates.'],
    ['2026-02-29', undefined, 'The report needs a first and a last day.'],
  ])('%s to %s: what is wrong is said', (from, to, message) => {
    expect(() => readPeriod(from, to, now)).toThrow(message);
  });

  it.each([
    ['2023-03-01', '2026-02-28'],
    ['1904-01-01', '1906-12-31'],
    ['2026-10-25', '2026-10-31'],
    ['2026-03-29', '2026-03-29'],
  ])('%s to %s is one', (from, to) => {
    expect(refusal(from, to)).toEqual([]);
  });
});

it('always has a period before it', () => {
  expect(precedingPeriod(readPeriod('1904-01-01', '1906-12-31', now)).fromOn).toBe('1900-12-31');
});

describe('the presets', () => {
  const shown = (at: string) =>
    presets(DateTime.fromISO(at, { zone: 'utc' })).map(
      ({ text, period }) => `${text}: ${period.fromOn} ${period.toOn}`,
    );

  it('are calendar periods of local days', () => {
    expect(shown('2026-03-31T23:30:00Z')).toEqual([
      'Last month: 2026-03-01 2026-03-31',
      'This month: 2026-04-01 2026-04-30',
      'Last quarter: 2026-01-01 2026-03-31',
      'Year from April: 2026-04-01 2027-03-31',
      'Last 13 months: 2025-03-01 2026-03-31',
    ]);
    expect(shown('2026-01-01T00:00:00Z')).toEqual([
      'Last month: 2025-12-01 2025-12-31',
      'This month: 2026-01-01 2026-01-31',
      'Last quarter: 2025-10-01 2025-12-31',
      'Year from April: 2025-04-01 2026-03-31',
      'Last 13 months: 2024-12-01 2025-12-31',
    ]);
  });
});
