import { describe, expect, it } from '@jest/globals';
import {
  commonDays,
  coversDay,
  type DayRange,
  daysWithout,
  fromDateRange,
  overlap,
  toDateRange,
} from './day-range.js';

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

describe('days that nobody holds', () => {
  const days = (text: string): DayRange => {
    const [fromOn = '', untilOn = ''] = text.split('..');
    return range(fromOn, untilOn || null);
  };
  const told = ({ fromOn, untilOn }: DayRange): string => `${fromOn}..${untilOn ?? ''}`;

  it.each<[string, string, string[], string[]]>([
    ['nobody at all', '2026-05-01..2026-05-31', [], ['2026-05-01..2026-05-31']],
    ['all of them held', '2026-05-01..2026-05-31', ['2026-04-01..'], []],
    [
      'a hole',
      '2026-05-01..2026-05-31',
      ['2026-04-01..2026-05-09', '2026-05-20..'],
      ['2026-05-10..2026-05-19'],
    ],
    ['an open run', '2026-05-01..', ['2026-05-10..2026-05-19'], ['2026-05-01..2026-05-09', '2026-05-20..']],
    ['others elsewhere', '2026-05-01..2026-05-31', ['2026-06-01..'], ['2026-05-01..2026-05-31']],
  ])('%s', (_, run, others, expected) => {
    expect(daysWithout(days(run), others.map(days)).map(told)).toEqual(expected);
  });

  it('that two runs have in common', () => {
    const common = commonDays(days('2026-05-01..'), days('2026-04-01..2026-05-31'));
    expect(common && told(common)).toBe('2026-05-01..2026-05-31');
    expect(commonDays(days('2026-05-01..'), days('2026-04-01..2026-04-30'))).toBeNull();
  });
});
