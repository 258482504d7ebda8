import { describe, expect, it } from '@jest/globals';
import { instantOf } from './answer-time.js';

describe('"local time with no zone"', () => {
  it.each([
    ['2026-07-01T19:00:00', '2026-07-01T18:00:00.000Z', 'summer'],
    ['2026-01-07T19:00:00', '2026-01-07T19:00:00.000Z', 'winter'],
    ['2026-10-25T01:30:00', '2026-10-25T00:30:00.000Z', 'comes twice: the first'],
    ['2026-03-29T01:30:00', '2026-03-29T01:30:00.000Z', 'skipped: an hour later, half past two'],
    ['2026-07-01T00:00:00', '2026-06-30T23:00:00.000Z', 'midnight'],
    ['2026-07-01', '2026-06-30T23:00:00.000Z', 'a day alone'],
    ['2026-07-01 19:00', '2026-07-01T18:00:00.000Z', 'written otherwise'],
    ['2026-07-01T19:00:00.123', '2026-07-01T18:00:00.000Z', 'parts of a second'],
    ['2026-07-01T19:00:00Z', '2026-07-01T19:00:00.000Z', 'a zone after all'],
    ['2026-07-01T19:00:00+01:00', '2026-07-01T18:00:00.000Z', 'an offset'],
    ['2026-02-30T19:00:00', null, 'no such day'],
    ['2026-07-01T25:00:00', null, 'no such hour'],
    ['0001-01-01T00:00:00', null, 'the date of nothing'],
    ['tomorrow', null, 'words'],
    ['', null, 'nothing'],
  ] as [string, string | null, string][])('%s is %s (%s)', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });
});
