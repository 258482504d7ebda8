import { describe, expect, it } from '@jest/globals';
import { COVERAGE_RULES, readCoverageDays } from './coverage-rules.js';

const good = { absence_days: 15, route_failure_days: 2 };

describe('the rules of coverage of this installation', () => {
  it('are those of the product', () => {
    expect(COVERAGE_RULES).toEqual({
      ranks: ['pcso', 'constable', 'sergeant'],
      absenceDays: 15,
      routeFailureDays: 2,
    });
  });

  it('may be stricter', () => {
    expect(readCoverageDays({ absence_days: 1, route_failure_days: 1 })).toEqual({
      absenceDays: 1,
      routeFailureDays: 1,
    });
  });

  it.each([
    [null, 'absence_days must be a whole number of days from 1 to 366'],
    [[], 'absence_days must be'],
    [{ ...good, absence_days: 0 }, 'absence_days must be'],
    [{ ...good, absence_days: 14.5 }, 'absence_days must be'],
    [{ ...good, absence_days: '15' }, 'absence_days must be'],
    [{ ...good, route_failure_days: 367 }, 'route_failure_days must be'],
    [{ absence_days: 15 }, 'route_failure_days must be'],
    [{ ...good, grace: 3 }, 'grace is not known'],
  ])('cannot be %j', (content, reason) => {
    expect(() => readCoverageDays(content)).toThrow(reason);
  });
});
