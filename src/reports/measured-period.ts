import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf, type Period, startOfLocalDay } from '../common/calendar.js';
import { type ComingGap, comingGaps, type NeighbourhoodCoverage } from '../registry/coverage/coverage.js';
import { coverageOfPeriods } from '../registry/coverage/coverage-of-periods.js';
import type { WardCoverage } from '../registry/coverage/ward-coverage.js';
import { clockFigures } from './measures/clock-figures.query.js';
import { countedFigures } from './measures/counted-figures.js';
import { MEASURES } from './measures/catalogue.js';
import type { CountedPart, CountedSpan, Measure, PlacedFigure } from './measures/measure.js';
import { wardsOfPart } from './part-of-force.js';

/** Everything that was counted about one period, before it is written out. */
export interface MeasuredPeriod {
  coverage: NeighbourhoodCoverage[];
  wards: WardCoverage[];
  /** Those that begin after the cut-off, whatever the period. */
  coming: ComingGap[];
  placed: PlacedFigure[];
}

/** Whose figures: a force, or a part of it. */
export interface MeasuredForce {
  id: string;
  startsOn: string;
  part: CountedPart | null;
}

/** The days of a period on which coverage is counted: from the force's start to the day of the cut-off. */
export function coverageDays(
  period: Pick<Period, 'fromOn' | 'toOn'>,
  startsOn: string,
  cutOffAt: DateTime,
): { fromOn: string; toOn: string } {
  const today = localDayOf(cutOffAt);
  return {
    fromOn: period.fromOn < startsOn ? startsOn : period.fromOn,
    toOn: period.toOn > today ? today : period.toOn,
  };
}

/** What the measures count of a period. "A force's figures begin at its start date." */
export function spanOf({ startsOn, part }: MeasuredForce, period: Period, cutOffAt: DateTime): CountedSpan {
  const { startAt, endAt } = period;
  return { startAt, endAt, cutOffAt, figuresBeginAt: startOfLocalDay(startsOn), part };
}

/**
 * Count everything about a period of a force, and about those it is compared with, as on record at the cut-off. All of
 * them have the command areas of the first one's last day, so that like is compared with like.
 * @param measures those that are asked for: nothing is counted for any other
 * @param isWhole are those of all together enough, without the places? Of the response that takes a fraction of the time
 */
export async function measurePeriods(
  manager: EntityManager,
  force: MeasuredForce,
  periods: readonly [Period, ...Period[]],
  cutOffAt: DateTime,
  measures: readonly Measure[] = MEASURES,
  isWhole = false,
): Promise<[MeasuredPeriod, ...MeasuredPeriod[]]> {
  const { id, startsOn, part } = force;
  const asks = (...kinds: Measure['kind'][]): boolean => measures.some(({ kind }) => kinds.includes(kind));
  const todayOn = localDayOf(cutOffAt);
  const days = periods.map((period) => coverageDays(period, startsOn, cutOffAt));
  const areasOn = days[0]!.toOn;
  const covered = await coverageOfPeriods(manager, id, asks('coverage', 'wards') ? days : [], todayOn);
  const coming = todayOn < startsOn || !asks('coming-gaps') ? [] : await comingGaps(manager, id, todayOn);
  const within = part && new Set(part.neighbourhoodIds);
  const wardsWithin = part && (await wardsOfPart(manager, id, part));
  const measured: MeasuredPeriod[] = [];
  for (const [index, period] of periods.entries()) {
    const span = spanOf(force, period, cutOffAt);
    const { neighbourhoods, wards } = covered[index] ?? { neighbourhoods: [], wards: [] };
    measured.push({
      coverage: neighbourhoods.filter((each) => !within || within.has(each.id)),
      wards: wards.filter((each) => !wardsWithin || wardsWithin.has(each.id)),
      coming: coming.filter(({ neighbourhoodId }) => !within || within.has(neighbourhoodId)),
      placed: [
        ...(asks('clocks') ? await clockFigures(manager, id, span, { areasOn, isWhole }) : []),
        ...(await countedFigures(
          manager,
          id,
          span,
          measures.filter((each) => each.kind === 'counted'),
        )),
      ],
    });
  }
  return measured as [MeasuredPeriod, ...MeasuredPeriod[]];
}
