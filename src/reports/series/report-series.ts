import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf, startOfLocalDay } from '../../common/calendar.js';
import { type CoverageMonth, coverageByMonth } from '../../registry/coverage/coverage-months.js';
import type { ReportSeries } from '../compliance-report.js';
import type { CountedPart, RawFigure } from '../measures/measure.js';
import { type ClockMonthRow, clocksByMonth } from './clocks-by-month.query.js';
import { monthBeforeOf, monthsEndingWith, type SeriesMonth } from './domain/months-of-series.js';
import { CLOCK_SERIES, COVERAGE_SERIES } from './series-measures.js';
import { written } from './written-series.js';

/** Whose figures: a force, or a part of it. */
export interface SeriesOf {
  force: { id: string; startsOn: string };
  /** The same neighbourhoods in every month; null for the whole force. */
  part: Pick<CountedPart, 'neighbourhoodIds'> | null;
}

/**
 * The figures of the thirteen calendar months that end with a period, as on record at the cut-off: each is what the report
 * of its month says. Fewer where the force's figures begin later; the running month is counted up to the cut-off.
 */
export function reportSeries(
  manager: EntityManager,
  force: SeriesOf['force'],
  period: { toOn: string },
  cutOffAt: DateTime,
  part: SeriesOf['part'],
): Promise<ReportSeries[]> {
  const months = monthsEndingWith(period.toOn, { startsOn: force.startsOn, cutOffAt });
  return seriesOf(manager, { force, part }, months, cutOffAt);
}

/** The same of any months that follow one another; each with the month before it, which is read though it may not be shown. */
export async function seriesOf(
  manager: EntityManager,
  of: SeriesOf,
  months: readonly SeriesMonth[],
  cutOffAt: DateTime,
): Promise<ReportSeries[]> {
  const [first] = months;
  if (!first) return [];
  const before = monthBeforeOf(first, of.force.startsOn);
  const read = before ? [before, ...months] : months;
  const clocks = new Map((await clocksOf(manager, of, read, cutOffAt)).map((row) => [row.month, row]));
  const covered = new Map(
    (await coverageOf(manager, of, read, cutOffAt)).map((month) => [month.month, month]),
  );
  return [
    ...CLOCK_SERIES.map((measure, index) =>
      written(measure, { before, months }, (month) =>
        clockFigure(measure.sql, clocks.get(month.fromOn), index),
      ),
    ),
    ...COVERAGE_SERIES.map(({ measure, days }) =>
      written(measure, { before, months }, (month) => {
        const found = covered.get(month.fromOn);
        return { numerator: found ? days(found) : 0, denominator: found?.days ?? 0 };
      }),
    ),
  ];
}

const CLOCKS_BY_MONTH = clocksByMonth(CLOCK_SERIES);

function clocksOf(
  manager: EntityManager,
  { force, part }: SeriesOf,
  months: readonly SeriesMonth[],
  cutOffAt: DateTime,
): Promise<ClockMonthRow[]> {
  return manager.query(CLOCKS_BY_MONTH, [
    force.id,
    months[0]!.fromOn,
    months.at(-1)!.fromOn,
    cutOffAt,
    startOfLocalDay(force.startsOn),
    part?.neighbourhoodIds ?? null,
  ]);
}

/** "A force's figures begin at its start date": its first month may have fewer days. */
function coverageOf(
  manager: EntityManager,
  { force, part }: SeriesOf,
  months: readonly SeriesMonth[],
  cutOffAt: DateTime,
): Promise<CoverageMonth[]> {
  const firstOn = months[0]!.fromOn;
  const days = {
    fromOn: firstOn < force.startsOn ? force.startsOn : firstOn,
    toOn: months.at(-1)!.toOn,
    todayOn: localDayOf(cutOffAt),
  };
  return coverageByMonth(manager, force.id, days, part?.neighbourhoodIds ?? null);
}

/** A month without a clock has no row. */
function clockFigure(
  sql: (typeof CLOCK_SERIES)[number]['sql'],
  row: ClockMonthRow | undefined,
  index: number,
): RawFigure {
  const part = (name: string): number => (row?.[`${name}_${index}`] as number | null | undefined) ?? 0;
  if ('count' in sql) return { value: part('value') };
  if ('share' in sql) return { numerator: part('numerator'), denominator: part('denominator') };
  return {
    value: (row?.[`value_${index}`] as number | null | undefined) ?? null,
    denominator: row?.due ?? 0,
  };
}
