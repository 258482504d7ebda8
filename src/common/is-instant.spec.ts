import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { parseInstant } from './is-instant.js';

describe('parseInstant', () => {
  it.each([
    ['2026-03-29T01:30:00+01:00', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29t00:30z', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29T00:30:15.9999Z', '2026-03-29T00:30:15.999Z'],
    ['2026-03-29T00:30:15,5Z', '2026-03-29T00:30:15.500Z'],
    ['2026-12-31T24:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2024-02-29T12:00:00-14:00', '2024-03-01T02:00:00.000Z'],
    ['0000-02-29T00:00:00Z', '0000-02-29T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('reads %s', (text, utc) => {
    expect(parseInstant(text)?.toISO()).toBe(utc);
  });

  it.each([
    '2026-03-29T01:30:00',
    '2026-03-29',
    '2026-02-29T12:00:00Z',
    '2026-02-31T12:00:00Z',
    '2026-04-31T12:00:00+01:00',
    '2026-13-01T12:00:00Z',
    '2026-00-01T12:00:00Z',
    '2026-01-00T12:00:00Z',
    '2026-01-01T24:01:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T23:60:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T00:00:00+15:00',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01 00:00:00Z',
    '',
    null,
    1774744200000,
  ])('refuses %p', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads every form as luxon reads it', () => {
    const two = (value: number): string => String(value).padStart(2, '0');
    for (const year of [2000, 2023, 2024, 2100]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${two(month)}-${two(day)}T${two((month * day) % 26)}:${two((day * 7) % 61)}:00.25+0${day % 10}:30`;
          const read = DateTime.fromISO(text, { zone: 'utc' });
          expect([text, parseInstant(text)?.toISO() ?? null]).toEqual([
            text,
            read.isValid ? read.toISO() : null,
          ]);
        }
      }
    }
  });
});
