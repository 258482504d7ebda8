import type { EntityManager } from 'typeorm';
import { addDays } from '../../common/calendar.js';
import { comingGaps, type CoveragePeriod, coverageOf, gapsWithin } from './coverage.js';
import type { CoverageToday, When } from './coverage.service.js';
import { officersNamed } from './officer-of-gap.query.js';
import { wardCoverageOf } from './ward-coverage.js';

const DAYS_AFTER: Record<When, number> = { now: 0, week: 7, month: 30 };

/**
 * Everything that the page says, of another day than today: what was recorded of it, or for it.
 * @param period that day alone, as known today; without days before the force's start date
 */
export async function coverageOnDay(
  manager: EntityManager,
  forceId: string,
  period: CoveragePeriod,
  when: When,
): Promise<CoverageToday> {
  const { toOn: on, todayOn } = period;
  const days = { fromOn: when === 'now' ? on : addDays(on, 1), toOn: addDays(on, DAYS_AFTER[when]), todayOn };
  const coming = await comingGaps(manager, forceId, on);
  return {
    todayOn: on,
    fromOn: days.fromOn,
    toOn: days.toOn,
    neighbourhoods: await coverageOf(manager, forceId, period),
    wards: period.fromOn > on ? [] : await wardCoverageOf(manager, forceId, period),
    without: await gapsWithin(manager, forceId, days),
    coming,
    officers: await officersNamed(manager, forceId, coming),
  };
}
