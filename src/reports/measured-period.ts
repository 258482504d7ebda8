import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf, type Period, startOfLocalDay } from '../common/calendar.js';
import { coverageOf, type NeighbourhoodCoverage } from '../registry/coverage/coverage.js';
import { type WardCoverage, wardCoverageOf } from '../registry/coverage/ward-coverage.js';
import { clockFigures } from './measures/clock-figures.query.js';
import { countedFigures } from './measures/counted-figures.js';
import type { PlacedFigure } from './measures/measure.js';

/** Everything that was counted about one period, before it is written out. */
export interface MeasuredPeriod {
  coverage: NeighbourhoodCoverage[];
  wards: WardCoverage[];
  placed: PlacedFigure[];
}

/** The days of a period on which coverage is counted: from the force's start to the day of the cut-off. */
export function coverageDays(
  period: Period,
  startsOn: string,
  cutOffAt: DateTime,
): { fromOn: string; toOn: string } {
  const today = localDayOf(cutOffAt);
  return {
    fromOn: period.fromOn < startsOn ? startsOn : period.fromOn,
    toOn: period.toOn > today ? today : period.toOn,
  };
}

/** Count everything about one period of a force, as on record at the cut-off. "A force's figures begin at its start date." */
export async function measurePeriod(
  manager: EntityManager,
  force: { id: string; startsOn: string },
  period: Period,
  cutOffAt: DateTime,
): Promise<MeasuredPeriod> {
  const span = {
    startAt: period.startAt,
    endAt: period.endAt,
    cutOffAt,
    figuresBeginAt: startOfLocalDay(force.startsOn),
  };
  const days = { ...coverageDays(period, force.startsOn, cutOffAt), todayOn: localDayOf(cutOffAt) };
  return {
    coverage: await coverageOf(manager, force.id, days),
    wards: await wardCoverageOf(manager, force.id, days),
    placed: [
      ...(await clockFigures(manager, force.id, span)),
      ...(await countedFigures(manager, force.id, span)),
    ],
  };
}
