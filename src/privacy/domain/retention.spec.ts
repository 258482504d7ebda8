import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  cutoffsAt,
  erasureOf,
  isErasureTime,
  nextErasure,
  RECORD_CLASSES,
  type RetentionRules,
} from './retention.js';

const utc = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
const monthsOf = (months: number): RetentionRules['months'] =>
  Object.fromEntries(RECORD_CLASSES.map((name) => [name, months])) as RetentionRules['months'];
const rules = { erasesAt: '03:30' };

describe('"retention by class of record", in calendar months of local time', () => {
  it.each([
    ['2026-06-15T02:30Z', 1, '2026-05-15T02:30:00.000Z'],
    // The last day of a month has no like in a shorter one.
    ['2026-03-31T02:30Z', 1, '2026-02-28T03:30:00.000Z'],
    ['2026-03-31T02:30Z', 12, '2025-03-31T02:30:00.000Z'],
    ['2024-02-29T03:30Z', 24, '2022-02-28T03:30:00.000Z'],
  ])('at %s what is kept for %i months must have ended before %s', (at, months, before) => {
    expect(cutoffsAt({ months: monthsOf(months) }, utc(at)).answered.toISO()).toBe(before);
  });
});

describe('"nightly erasure at a local hour outside 01:00–02:00"', () => {
  it.each([
    ['2026-01-10', '2026-01-10T03:30:00.000Z'],
    ['2026-03-29', '2026-03-29T02:30:00.000Z'],
    ['2026-10-25', '2026-10-25T03:30:00.000Z'],
    ['2026-07-01', '2026-07-01T02:30:00.000Z'],
  ])('on %s it begins at %s', (day, begins) => expect(erasureOf(rules, day).toISO()).toBe(begins));

  it.each([
    ['2026-07-01T02:29:59.999Z', false],
    ['2026-07-01T02:30:00.000Z', true],
    ['2026-07-01T03:29:59.999Z', true],
    ['2026-07-01T03:30:00.000Z', false],
    ['2026-07-01T14:00:00.000Z', false],
  ])('at %s it is the time: %s', (now, is) => expect(isErasureTime(rules, utc(now))).toBe(is));

  it.each([
    ['2026-07-01T02:00Z', '2026-07-01T02:30:00.000Z'],
    ['2026-07-01T02:30Z', '2026-07-02T02:30:00.000Z'],
    ['2026-10-24T12:00Z', '2026-10-25T03:30:00.000Z'],
  ])('after %s the next is at %s', (now, next) => expect(nextErasure(rules, utc(now)).toISO()).toBe(next));
});
