import { describe, expect, it } from '@jest/globals';
import { coversDay, type DayRange, fromDateRange, overlap, toDateRange } from './day-range.js';

const range = (fromOn: string, untilOn: string | null = null): DayRange => ({ fromOn, untilOn });

describe('a run of days', () => {
  it.each([
    ['[2026-01-01,)', range('2026-01-01')],
    ['[2026-01-01,2026-02-01)', range('2026-01-01', '2026-01-31')],
    ['[2028-02-28,2028-03-01)', range('2028-02-28', '2028-02-29')],
  ])('is written %s in the database', (text, days) => {
    expect(toDateRange(days)).toBe(text);
    expect(fromDateRange(text)).toEqual(days);
  });

  it.each(['empty', '(,2026-01-01)', '[2026-01-01,2026-02-01]'])('cannot be read from %s', (text) => {
    expect(() => fromDateRange(text)).toThrow(RangeError);
  });

  it.each([
    ['the first day', '2026-01-01', true],
    ['the last day', '2026-01-31', true],
    ['the day before', '2025-12-31', false],
    ['the day after', '2026-02-01', false],
  ])('holds %s: %s %s', (_, day, held) => {
    expect(coversDay(range('2026-01-01', '2026-01-31'), day)).toBe(held);
  });

  it.each([
    [range('2026-01-01', '2026-01-31'), range('2026-02-01'), false],
    [range('2026-01-01', '2026-02-01'), range('2026-02-01'), true],
    [range('2026-01-01'), range('2030-01-01'), true],
    [range('2026-01-01', '2026-01-01'), range('2026-01-01', '2026-01-01'), true],
  ])('%j and %j overlap: %s', (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});
