import type { EntityManager } from 'typeorm';
import { COVERAGE_MONTHS, type CoverageMonthRow } from './coverage-months.query.js';
import { COVERAGE_RULES, type CoverageRules } from './coverage-rules.js';
import type { CoveragePeriod } from './coverage.js';
import { coveredDaysParameters } from './covered-days.query.js';

/** What was covered of one calendar month, or of the days of it that were asked about. */
export interface CoverageMonth {
  /** First day of the calendar month. */
  month: string;
  /** Neighbourhood-days: only while each neighbourhood exists. */
  days: number;
  /** Those that were covered, or covered by a deputy. */
  covered: number;
  /** Those by the national measure. */
  nationally: number;
}

/**
 * Coverage in neighbourhood-days by calendar month, the oldest first: what `coverageOf` says of every month of the
 * period, worked out once for all of them. A month in which none of the neighbourhoods existed may be missing.
 * @param neighbourhoodIds those that count; null for all of the force
 */
export async function coverageByMonth(
  manager: EntityManager,
  forceId: string,
  period: CoveragePeriod,
  neighbourhoodIds: readonly string[] | null,
  rules: CoverageRules = COVERAGE_RULES,
): Promise<CoverageMonth[]> {
  if (period.toOn < period.fromOn) return [];
  const parameters = [...coveredDaysParameters(forceId, period, rules), neighbourhoodIds];
  return manager.query<CoverageMonthRow[]>(COVERAGE_MONTHS, parameters);
}
