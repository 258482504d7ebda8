import type { EntityManager } from 'typeorm';
import { COVERAGE_RULES } from './coverage-rules.js';
import { COVERAGE_RUNS, WARD_COVERAGE_RUNS } from './coverage-runs.query.js';
import type { CoveragePeriod } from './coverage.js';
import { coveredDaysParameters } from './covered-days.query.js';
import type { CoverageState } from './domain/coverage-state.js';
import { LEAST_SHARE, type WardState } from './domain/ward-state.js';

/** The longest run of days, within a period, on which one neighbourhood or ward had one state. */
export interface CoverageRun<State extends string> {
  id: string;
  code: string;
  name: string;
  /** Whether it tells the state, or whether the national measure is met. */
  of: 'state' | 'national';
  state: State | 'met' | 'not-met';
  fromOn: string;
  toOn: string;
  days: number;
}

/** The very days that `coverageOf` counts, of every neighbourhood of a force, by name and date. */
export function coverageRunsOf(
  manager: EntityManager,
  forceId: string,
  period: CoveragePeriod,
): Promise<CoverageRun<CoverageState>[]> {
  if (period.toOn < period.fromOn) return Promise.resolve([]);
  return manager.query(COVERAGE_RUNS, coveredDaysParameters(forceId, period, COVERAGE_RULES));
}

/** The very days that `wardCoverageOf` counts, of every ward of a force, by name and date. */
export function wardCoverageRunsOf(
  manager: EntityManager,
  forceId: string,
  period: CoveragePeriod,
): Promise<CoverageRun<WardState>[]> {
  if (period.toOn < period.fromOn) return Promise.resolve([]);
  const parameters = [...coveredDaysParameters(forceId, period, COVERAGE_RULES), LEAST_SHARE];
  return manager.query(WARD_COVERAGE_RUNS, parameters);
}
