import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { monthsDue } from './months-due.js';

const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
const shown = (...asked: Parameters<typeof monthsDue>): string[] =>
  monthsDue(...asked).map(({ fromOn, toOn }) => `${fromOn} ${toOn}`);

describe('the months whose reports are due', () => {
  it('is last month, of local time: 1 April begins at 11pm of 31 March UTC', () => {
    expect(shown('2025-07-01', null, at('2026-03-31T22:59:59.999Z'))).toEqual(['2026-02-01 2026-02-28']);
    expect(shown('2025-07-01', null, at('2026-03-31T23:00:00.000Z'))).toEqual(['2026-03-01 2026-03-31']);
  });

  it('is none once the report is kept', () => {
    expect(shown('2025-07-01', '2026-03-31', at('2026-04-30T12:00:00Z'))).toEqual([]);
  });

  it('makes up what was missed', () => {
    expect(shown('2025-07-01', '2025-12-31', at('2026-03-02T12:00:00Z'))).toEqual([
      '2026-01-01 2026-01-31',
      '2026-02-01 2026-02-28',
    ]);
  });

  it('is none for a force whose figures begin later, and all of a month in which they begin', () => {
    expect(shown('2026-04-01', null, at('2026-04-02T12:00:00Z'))).toEqual([]);
    expect(shown('2026-03-31', null, at('2026-04-02T12:00:00Z'))).toEqual(['2026-03-01 2026-03-31']);
  });

  it('is none when the clock went back', () => {
    expect(shown('2025-07-01', '2026-03-31', at('2026-02-02T12:00:00Z'))).toEqual([]);
  });
});
