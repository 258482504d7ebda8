import type { EntityManager } from 'typeorm';
import { COVERAGE_RULES, type CoverageRules } from './coverage-rules.js';
import { COVERAGE_OF_PERIODS, type CoverageOfPeriodRow } from './coverage-of-periods.query.js';
import type { CoveragePeriod, NeighbourhoodCoverage } from './coverage.js';
import { coveredDaysParameters } from './covered-days.query.js';
import { LEAST_SHARE } from './domain/ward-state.js';
import type { WardCoverage } from './ward-coverage.js';

/** What `coverageOf` and `wardCoverageOf` say of one period. */
export interface PeriodCoverage {
  neighbourhoods: NeighbourhoodCoverage[];
  wards: WardCoverage[];
}

/**
 * Coverage of every neighbourhood and every ward in each of some periods that lie close together, such as one and the one
 * it is compared with: by one statement, because what a day was like need not be found out twice.
 * @returns one for each period, in order; a period that ends before it begins has nothing
 */
export async function coverageOfPeriods(
  manager: EntityManager,
  forceId: string,
  periods: readonly Pick<CoveragePeriod, 'fromOn' | 'toOn'>[],
  todayOn: string,
  rules: CoverageRules = COVERAGE_RULES,
): Promise<PeriodCoverage[]> {
  const found = periods.map((): PeriodCoverage => ({ neighbourhoods: [], wards: [] }));
  const asked = periods.flatMap((period, index) =>
    period.toOn < period.fromOn ? [] : [{ ...period, index }],
  );
  if (asked.length === 0) return found;
  const [firsts, lasts] = [asked.map(({ fromOn }) => fromOn), asked.map(({ toOn }) => toOn)];
  const whole = { fromOn: firsts.toSorted()[0]!, toOn: lasts.toSorted().at(-1)!, todayOn };
  const rows: CoverageOfPeriodRow[] = await manager.query(COVERAGE_OF_PERIODS, [
    ...coveredDaysParameters(forceId, whole, rules),
    LEAST_SHARE,
    firsts,
    lasts,
  ]);
  for (const row of rows) {
    const period = found[asked[row.n - 1]!.index]!;
    const { id, code, name, nationally: nationalDays, last_nationally: nationalOnLastDay } = row;
    const common = { id, code, name, nationalDays, nationalOnLastDay };
    if (row.kind === 'ward') {
      period.wards.push({ ...common, days: row.days, lastState: row.last_state, gaps: row.gaps });
    } else {
      period.neighbourhoods.push({ ...common, days: row.days, lastState: row.last_state, gaps: row.gaps });
    }
  }
  return found;
}
