import { describe, expect, it } from '@jest/globals';
import { localMoment, momentOf, momentProblem } from './local-moment.js';

describe('a time in a file: "dates are local time YYYY-MM-DDTHH:MM:SS with no zone"', () => {
  it.each([
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['2026-07-15', '2026-07-14T23:00:00.000Z'],
    ['2026-07-15 19:00', '2026-07-15T18:00:00.000Z'],
    ['2026-07-15T19:00:30', '2026-07-15T18:00:30.000Z'],
    ['2026-07-15T19:00:00.000', '2026-07-15T18:00:00.000Z'],
    ['2026-07-15T19:00:00Z', '2026-07-15T19:00:00.000Z'],
    ['2026-07-15T19:00+02:00', '2026-07-15T17:00:00.000Z'],
    ['2026-10-25 00:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25 01:30 +01:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 01:30 +00:00', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25 02:00', '2026-10-25T02:00:00.000Z'],
    ['2026-03-29 02:00', '2026-03-29T01:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(momentProblem(text)).toBeUndefined();
    expect(momentOf(text)).toBe(instant);
  });

  it.each([
    ['15/07/2026', /is no time; write it like/],
    ['2026-02-30', /is no time/],
    ['2026-07-15 25:00', /is no time/],
    ['2026-07-15 7pm', /is no time/],
    ['9999-12-31', /is no time/],
    ['2026-03-29 01:30', /did not exist: the clocks went forward/],
    ['2026-10-25 01:30', /came twice: the clocks went back; add \+01:00 or \+00:00/],
  ])('%s is refused', (text, reason) => {
    expect(localMoment(text)).toEqual({ problem: expect.stringMatching(reason) as unknown });
    expect(momentOf(text)).toBeNull();
  });
});
