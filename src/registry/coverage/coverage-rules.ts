import { readConfigFile } from '../../config/config-files.js';
import { RANKS } from '../ranks.js';

/** What an installation may set about coverage. */
export interface CoverageRules {
  /** Ids of the ranks that may be named. */
  ranks: readonly string[];
  /** "Absences shorter than 15 consecutive days (configurable) are not absence here." */
  absenceDays: number;
  /** From how many consecutive days of failed tries on a route counts as failing, on all of them. */
  routeFailureDays: number;
}

const MOST_DAYS = 366;

/**
 * Read and check `config/coverage.yaml`.
 * @throws Error naming the entry at fault; the server then does not start.
 */
export function readCoverageDays(
  content: unknown = readConfigFile('coverage.yaml'),
): Pick<CoverageRules, 'absenceDays' | 'routeFailureDays'> {
  const {
    absence_days: absenceDays,
    route_failure_days: routeFailureDays,
    ...rest
  } = (content ?? {}) as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Error(`config/coverage.yaml: ${unknown} is not known.`);
  return {
    absenceDays: wholeDays('absence_days', absenceDays),
    routeFailureDays: wholeDays('route_failure_days', routeFailureDays),
  };
}

/** The rules of this installation, read once. */
export const COVERAGE_RULES: CoverageRules = {
  ranks: RANKS.filter(({ namedOfficer }) => namedOfficer).map(({ id }) => id),
  ...readCoverageDays(),
};

function wholeDays(entry: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MOST_DAYS) {
    throw new Error(`config/coverage.yaml: ${entry} must be a whole number of days from 1 to ${MOST_DAYS}.`);
  }
  return value;
}
