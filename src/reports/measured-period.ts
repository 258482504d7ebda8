import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf, type Period, precedingPeriod, startOfLocalDay } from '../common/calendar.js';
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

/** What a period is compared with; null if all of it lies before the figures of the force begin. */
export function comparedPeriod(period: Period, startsOn: string): Period | null {
  const before = precedingPeriod(period);
  return before.toOn >= startsOn ? before : null;
}

/** What the measures count of a period. "A force's figures begin at its start date." */
export function spanOf({ startsOn, part }: MeasuredForce, period: Period, cutOffAt: DateTime): CountedSpan {
  const { startAt, endAt } = period;
  return { startAt, endAt, cutOffAt, figuresBeginAt: startOfLocalDay(startsOn), part };
}

/** What of periods is counted. */
export interface AskedPeriods {
  /** The first one, and those it is compared with. */
  periods: readonly [Period, ...Period[]];
  cutOffAt: DateTime;
  /** Those that are asked for: nothing is counted for any other. */
  measures?: readonly Measure[];
  /** Are those of all together enough, without the places? Of the response that takes a fraction of the time. */
  isWhole?: boolean;
}

/** Count everything about a period of a force, and about those it is compared with, as on record at the cut-off. */
export async function measurePeriods(
  manager: EntityManager,
  force: MeasuredForce,
  asked: AskedPeriods,
): Promise<[MeasuredPeriod, ...MeasuredPeriod[]]> {
  const first = await measureFirst(manager, force, asked);
  return periodsOf(first, await measureOthers(manager, force, asked));
}

/** The half of `measurePeriods` that is of the first period, and cover of all of them, which is asked for together. */
export interface FirstMeasured {
  covered: Omit<MeasuredPeriod, 'placed'>[];
  placed: PlacedFigure[];
}

/** One half of `measurePeriods`. */
export async function measureFirst(
  manager: EntityManager,
  force: MeasuredForce,
  asked: AskedPeriods,
): Promise<FirstMeasured> {
  return {
    covered: await coveredPeriods(manager, force, asked),
    placed: await placedFigures(manager, force, asked, asked.periods[0]),
  };
}

/** The other half: what the statements of each place count of the other periods. */
export async function measureOthers(
  manager: EntityManager,
  force: MeasuredForce,
  asked: AskedPeriods,
): Promise<PlacedFigure[][]> {
  const placed: PlacedFigure[][] = [];
  for (const period of asked.periods.slice(1))
    placed.push(await placedFigures(manager, force, asked, period));
  return placed;
}

/** Both halves together. */
export function periodsOf(
  { covered, placed }: FirstMeasured,
  others: readonly PlacedFigure[][],
): [MeasuredPeriod, ...MeasuredPeriod[]] {
  const all = [placed, ...others];
  return covered.map((each, index) => ({ ...each, placed: all[index]! })) as [
    MeasuredPeriod,
    ...MeasuredPeriod[],
  ];
}

/** Cover of all periods, and the gaps to come. */
async function coveredPeriods(
  manager: EntityManager,
  { id, startsOn, part }: MeasuredForce,
  { periods, cutOffAt, measures = MEASURES }: AskedPeriods,
): Promise<Omit<MeasuredPeriod, 'placed'>[]> {
  const asks = (...kinds: Measure['kind'][]): boolean => measures.some(({ kind }) => kinds.includes(kind));
  const todayOn = localDayOf(cutOffAt);
  const days = periods.map((period) => coverageDays(period, startsOn, cutOffAt));
  const covered = await coverageOfPeriods(manager, id, asks('coverage', 'wards') ? days : [], todayOn);
  const coming = todayOn < startsOn || !asks('coming-gaps') ? [] : await comingGaps(manager, id, todayOn);
  const within = part && new Set(part.neighbourhoodIds);
  const wardsWithin = part && (await wardsOfPart(manager, id, part));
  return periods.map((_, index) => {
    const { neighbourhoods, wards } = covered[index] ?? { neighbourhoods: [], wards: [] };
    return {
      coverage: neighbourhoods.filter((each) => !within || within.has(each.id)),
      wards: wards.filter((each) => !wardsWithin || wardsWithin.has(each.id)),
      coming: coming.filter(({ neighbourhoodId }) => !within || within.has(neighbourhoodId)),
    };
  });
}

/**
 * What is counted by statements of its own for each place. All periods have the command areas of the first one's last day,
 * so that like is compared with like.
 */
async function placedFigures(
  manager: EntityManager,
  force: MeasuredForce,
  { periods, cutOffAt, measures = MEASURES, isWhole = false }: AskedPeriods,
  period: Period,
): Promise<PlacedFigure[]> {
  const span = spanOf(force, period, cutOffAt);
  const areasOn = coverageDays(periods[0], force.startsOn, cutOffAt).toOn;
  const clocks = measures.some(({ kind }) => kind === 'clocks');
  return [
    ...(clocks ? await clockFigures(manager, force.id, span, { areasOn, isWhole }) : []),
    ...(await countedFigures(manager, force.id, span, {
      areasOn,
      isWhole,
      measures: measures.filter((each) => each.kind === 'counted'),
    })),
  ];
}
