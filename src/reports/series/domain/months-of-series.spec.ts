import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { monthBeforeOf, monthsEndingWith, monthsWithin } from './months-of-series.js';

const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
const limits = (cutOffAt: string, startsOn = '2020-01-01'): { startsOn: string; cutOffAt: DateTime } => ({
  startsOn,
  cutOffAt: at(cutOffAt),
});
const shown = (months: { fromOn: string; toOn: string }[]): string[] =>
  months.map(({ fromOn, toOn }) => `${fromOn} ${toOn}`);

describe('the months of a trend line', () => {
  it('are the thirteen that end with the month of the last day', () => {
    const months = shown(monthsEndingWith('2026-03-10', limits('2026-11-22T10:00:00Z')));
    expect(months).toHaveLength(13);
    expect([months[0], months[1], months[12]]).toEqual([
      '2025-03-01 2025-03-31',
      '2025-04-01 2025-04-30',
      '2026-03-01 2026-03-31',
    ]);
  });

  it('end with the running month, up to the day of the cut-off, where the period reaches further', () => {
    for (const toOn of ['2026-11-30', '2027-03-31', '2026-11-22']) {
      const months = shown(monthsEndingWith(toOn, limits('2026-11-22T10:00:00Z')));
      expect([months.length, months[0], months[12]]).toEqual([
        13,
        '2025-11-01 2025-11-30',
        '2026-11-01 2026-11-22',
      ]);
    }
  });

  it('are months of local time: 1 April begins at 11pm of 31 March UTC', () => {
    expect(shown(monthsEndingWith('2026-04-30', limits('2026-03-31T22:59:59.999Z'), 1))).toEqual([
      '2026-03-01 2026-03-31',
    ]);
    expect(shown(monthsEndingWith('2026-04-30', limits('2026-03-31T23:00:00.000Z'), 1))).toEqual([
      '2026-04-01 2026-04-01',
    ]);
  });

  it('begin with the month in which the force’s figures begin, even on its last day', () => {
    expect(shown(monthsEndingWith('2026-03-31', limits('2026-04-05T10:00:00Z', '2026-02-28')))).toEqual([
      '2026-02-01 2026-02-28',
      '2026-03-01 2026-03-31',
    ]);
    expect(monthsEndingWith('2026-03-31', limits('2026-04-05T10:00:00Z', '2026-05-01'))).toEqual([]);
  });
});

describe('the months of a period', () => {
  it('are all that have a day of it', () => {
    expect(
      shown(monthsWithin({ fromOn: '2026-01-31', toOn: '2026-03-01' }, limits('2026-11-22T10:00:00Z'))),
    ).toEqual(['2026-01-01 2026-01-31', '2026-02-01 2026-02-28', '2026-03-01 2026-03-31']);
  });

  it('do not reach ahead of the cut-off, nor back for what lies ahead', () => {
    expect(
      shown(monthsWithin({ fromOn: '2026-10-05', toOn: '2027-01-31' }, limits('2026-11-22T10:00:00Z'))),
    ).toEqual(['2026-10-01 2026-10-31', '2026-11-01 2026-11-22']);
  });
});

describe('the month that a month is compared with', () => {
  it.each([
    ['is the calendar one before', '2026-03-01', '2020-01-01', '2026-02-01 2026-02-28'],
    ['is of the year before', '2026-01-01', '2020-01-01', '2025-12-01 2025-12-31'],
    ['is the one in which the figures begin', '2026-03-01', '2026-02-28', '2026-02-01 2026-02-28'],
    ['is none before the figures begin', '2026-03-01', '2026-03-01', null],
  ])('%s', (_what, fromOn, startsOn, before) => {
    const month = monthBeforeOf({ fromOn, toOn: fromOn }, startsOn);
    expect(month && shown([month])[0]).toBe(before);
  });
});
