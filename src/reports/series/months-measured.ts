import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE, type Period, periodOf } from '../../common/calendar.js';
import type { ReportSeries } from '../compliance-report.js';
import { type MeasuredForce, type MeasuredPeriod, measurePeriods } from '../measured-period.js';
import type { Measure } from '../measures/measure.js';
import { type Counts, countsOf } from '../report-figures.js';
import { withWholeGaps } from '../whole-gaps.js';
import { monthBeforeOf, type SeriesMonth } from './domain/months-of-series.js';
import { written } from './written-series.js';

/**
 * The months of any measures, each counted by the very statements of a report of that month: so a month is what its own
 * report says, whatever the measure. Those that stand in every report are read in fewer statements by `seriesOf`.
 * @param months that follow one another; each stands against the one before it, which is counted though it may not be shown
 * @returns nothing of a measure that a report of the part, or of a force without wards, does not have
 */
export async function monthsMeasured(
  manager: EntityManager,
  force: MeasuredForce,
  measures: readonly Measure[],
  months: readonly SeriesMonth[],
  cutOffAt: DateTime,
): Promise<ReportSeries[]> {
  const asked = measures.filter((each) => !(force.part && each.kind === 'counted' && each.wholeForceOnly));
  const [first] = months;
  if (!first || asked.length === 0) return [];
  const before = monthBeforeOf(first, force.startsOn);
  const read = before ? [before, ...months] : [...months];
  const periods = read.map(wholeMonth) as [Period, ...Period[]];
  const all = { periods, cutOffAt, measures: asked, isWhole: true };
  const measured = await measurePeriods(manager, force, all);
  const counted = asked.some(({ kind }) => kind === 'coverage')
    ? await withWholeGaps<readonly MeasuredPeriod[]>(manager, force, measured, periods, cutOffAt)
    : measured;
  const counts = new Map<string, Counts>(counted.map((month, at) => [read[at]!.fromOn, countsOf(month)]));
  const hasWards = counted.some(({ wards }) => wards.length > 0);
  return asked
    .filter(({ kind }) => kind !== 'wards' || hasWards)
    .map((measure) => written(measure, { before, months }, ({ fromOn }) => counts.get(fromOn)!(measure)));
}

/** Also of the month that is running: what lies ahead of the data cut-off is not counted. */
function wholeMonth({ fromOn }: SeriesMonth): Period {
  return periodOf(fromOn, DateTime.fromISO(fromOn, { zone: LOCAL_ZONE }).endOf('month').toISODate()!);
}
