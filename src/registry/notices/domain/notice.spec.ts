import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { noticesOf, noticesWords, summaryDue } from './notice.js';

describe('what force admins are told', () => {
  it('is which gap or route, by its place and first day', () => {
    const standing = {
      open: [{ neighbourhoodId: 'a', sinceOn: '2026-05-01' }],
      coming: [{ neighbourhoodId: 'a', fromOn: '2026-05-20' }],
      failing: [
        { ofId: 'b', kind: 'web', sinceOn: '2026-05-09' },
        { ofId: 'b', kind: 'email', sinceOn: '2026-05-10' },
        { ofId: 'officer', kind: 'email', sinceOn: '2026-05-08' },
      ],
    };
    expect(noticesOf(standing, '2026-05-10')).toEqual([
      { kind: 'gap-open', subject: 'a 2026-05-01' },
      { kind: 'gap-coming', subject: 'a 2026-05-20' },
      // "Only if every try of that day failed": of the e-mail the day is not over.
      { kind: 'route-failed', subject: 'b web 2026-05-09' },
      // An officer's address is one of its own.
      { kind: 'route-failed', subject: 'officer email 2026-05-08' },
    ]);
  });

  it.each([
    [{ open: 1, coming: 0, failing: 0 }, '1 gap open'],
    [{ open: 2, coming: 1, failing: 3 }, '2 gaps open, 1 gap coming, 3 contact routes fail'],
    [{ open: 0, coming: 0, failing: 1 }, '1 contact route fails'],
  ])('in short: %j', (counts, words) => {
    expect(noticesWords(counts)).toBe(words);
  });
});

describe('the weekly summary is due', () => {
  it.each([
    ['on Monday at 6am local time in summer', '2026-06-01T05:00:00.000Z', '2026-06-01'],
    ['and not a millisecond before', '2026-06-01T04:59:59.999Z', null],
    ['on Monday at 6am local time in winter', '2026-01-05T06:00:00.000Z', '2026-01-05'],
    ['and not an hour before', '2026-01-05T05:00:00.000Z', null],
    ['on the Monday after the clocks went back', '2026-10-26T06:00:00.000Z', '2026-10-26'],
    ['if missed, later in the week', '2026-06-07T22:59:00.000Z', '2026-06-01'],
    ['but not once the next Monday has begun', '2026-06-07T23:00:00.000Z', null],
  ])('%s', (_when, now, monday) => {
    expect(summaryDue(DateTime.fromISO(now, { zone: 'utc' }))).toBe(monday);
  });
});
