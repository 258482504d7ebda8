import type { EntityManager } from 'typeorm';
import { COVERAGE_RULES, type CoverageRules } from './coverage-rules.js';
import type { Coverage, CoveragePeriod } from './coverage.js';
import { coveredDaysParameters } from './covered-days.query.js';
import { LEAST_SHARE, type WardState } from './domain/ward-state.js';
import { WARD_COVERAGE, type WardCoverageRow } from './ward-coverage.query.js';

/** One ward; nationally met on a day if each of its neighbourhoods that exists is. */
export type WardCoverage = Coverage<WardState>;

/**
 * Coverage of every ward of a force that existed on a day of a period, by name, from its neighbourhoods; like `coverageOf`.
 */
export async function wardCoverageOf(
  manager: EntityManager,
  forceId: string,
  period: CoveragePeriod,
  rules: CoverageRules = COVERAGE_RULES,
): Promise<WardCoverage[]> {
  if (period.toOn < period.fromOn) return [];
  const parameters = [...coveredDaysParameters(forceId, period, rules), LEAST_SHARE];
  const rows: WardCoverageRow[] = await manager.query(WARD_COVERAGE, parameters);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    days: { covered: row.covered, partly: row.partly, 'not-covered': row.not_covered },
    lastState: row.last_state,
    nationalDays: row.nationally,
    nationalOnLastDay: row.last_nationally,
    gaps: row.gaps,
  }));
}
