import type { CoverageMonth } from '../../registry/coverage/coverage-months.js';
import { MEASURES } from '../measures/catalogue.js';
import { CLOCKS_DUE } from '../measures/clocks-due.js';
import { CLOCKS_MET } from '../measures/clocks-met.js';
import { CLOCKS_MISSED } from '../measures/clocks-missed.js';
import { COVERAGE_DAYS } from '../measures/coverage-days.js';
import type { ClockMeasure, CoverageMeasure, Measure } from '../measures/measure.js';
import { MEDIAN_MINUTES } from '../measures/median-minutes.js';
import { NATIONAL_DAYS } from '../measures/national-days.js';
import { NINETIETH_PERCENTILE_MINUTES } from '../measures/ninetieth-percentile-minutes.js';
import { NINETY_FIFTH_PERCENTILE_MINUTES } from '../measures/ninety-fifth-percentile-minutes.js';
import { OPEN_PAST_DUE } from '../measures/open-past-due.js';
import { SHARE_MET } from '../measures/share-met.js';

/** The measures of clocks that every report has its months of, in their order; open past due: of those due in the month. */
export const CLOCK_SERIES: readonly ClockMeasure[] = [
  SHARE_MET,
  CLOCKS_DUE,
  CLOCKS_MET,
  CLOCKS_MISSED,
  OPEN_PAST_DUE,
  MEDIAN_MINUTES,
  NINETIETH_PERCENTILE_MINUTES,
  NINETY_FIFTH_PERCENTILE_MINUTES,
];

/** Those of coverage, and which of a month's neighbourhood-days make the numerator. */
export const COVERAGE_SERIES: readonly {
  measure: CoverageMeasure;
  days: (month: CoverageMonth) => number;
}[] = [
  { measure: COVERAGE_DAYS, days: ({ covered }) => covered },
  { measure: NATIONAL_DAYS, days: ({ nationally }) => nationally },
];

/** The ids of those that stand in every report. */
export const SERIES_MEASURES: readonly string[] = [
  ...CLOCK_SERIES.map(({ id }) => id),
  ...COVERAGE_SERIES.map(({ measure }) => measure.id),
];

/** Why a measure has no months that could stand beside one another; null if it has, as most have. */
export function whyNoSeries(measure: Measure): string | null {
  if ('atCutOff' in measure && measure.atCutOff)
    return 'It says how things stand at the data cut-off, whatever the period, so there is nothing that could be told of a month.';
  if (measure.unit === 'state')
    return 'It is the state of one place on one day, in words. The months of the days in each state have numbers.';
  return null;
}

/** Every measure that has months, in the order of the catalogue. */
export const MONTHLY_MEASURES: readonly Measure[] = MEASURES.filter(
  (measure) => whyNoSeries(measure) === null,
);

/** All of them at once, as the API takes it. */
export const ALL_MEASURES = 'all';
