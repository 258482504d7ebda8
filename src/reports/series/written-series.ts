import { addDays } from '../../common/calendar.js';
import type { ReportSeries } from '../compliance-report.js';
import { earlierFigure, writtenChange, writtenFigure } from '../domain/written-figure.js';
import type { Measure, RawFigure } from '../measures/measure.js';
import type { SeriesMonth } from './domain/months-of-series.js';

/** What is shown, and the month that the first of it is compared with. */
export interface MonthsToWrite {
  before: SeriesMonth | null;
  months: readonly SeriesMonth[];
}

/**
 * "Every percentage stands with numerator, denominator and the change from the period before." A month of which days are still
 * to come has none: so many days against a whole month would say nothing.
 */
export function written(
  { id, unit, none }: Measure,
  { before, months }: MonthsToWrite,
  figure: (month: SeriesMonth) => RawFigure,
): ReportSeries {
  let previous = before && writtenFigure(unit, figure(before), none);
  const points = months.map((month) => {
    const own = writtenFigure(unit, figure(month), none);
    const point = {
      ...month,
      ...own,
      previous: previous && earlierFigure(previous),
      change: previous && isWhole(month) ? writtenChange(unit, previous, own) : null,
    };
    previous = own;
    return point;
  });
  return { measure: id, points };
}

/** All its days have begun. */
const isWhole = ({ toOn }: SeriesMonth): boolean => addDays(toOn, 1).endsWith('-01');
