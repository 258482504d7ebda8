import type { EntityManager } from 'typeorm';
import { addDays } from '../../common/calendar.js';
import { COVERAGE, type CoverageRow } from './coverage.query.js';
import type { CoverageState } from './domain/coverage-state.js';

export interface CoverageGap {
  fromOn: string;
  toOn: string;
  days: number;
  /** What the days were, best first. */
  states: CoverageState[];
}

/** One neighbourhood's coverage over the days of a period on which it existed. */
export interface NeighbourhoodCoverage {
  id: string;
  code: string;
  name: string;
  days: Record<CoverageState, number>;
  /** Null if the neighbourhood did not exist on the last day. */
  lastState: CoverageState | null;
  /** Maximal runs of days that are neither covered nor deputy covering, within the period, by date. */
  gaps: CoverageGap[];
}

/**
 * Coverage of every neighbourhood of a force that existed on a day from `fromOn` to `toOn`, both included, by name.
 * The caller clips the period to the force's start date; a period that ends before it begins has no days. An
 * officer's rank, publication and routes are those on record now, for every day.
 */
export async function coverageOf(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn }: { fromOn: string; toOn: string },
  ranks: readonly string[],
): Promise<NeighbourhoodCoverage[]> {
  if (toOn < fromOn) return [];
  const rows: CoverageRow[] = await manager.query(COVERAGE, [forceId, fromOn, addDays(toOn, 1), [...ranks]]);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    days: {
      covered: row.covered,
      'deputy-covering': row.deputy_covering,
      'not-contactable': row.not_contactable,
      unpublished: row.unpublished,
      vacant: row.vacant,
    },
    lastState: row.last_state,
    gaps: row.gaps,
  }));
}
