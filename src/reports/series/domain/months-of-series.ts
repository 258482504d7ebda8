import { DateTime } from 'luxon';
import { LOCAL_ZONE, localDayOf } from '../../../common/calendar.js';

/** One calendar month of a series: local days, both ends included. */
export interface SeriesMonth {
  fromOn: string;
  /** Its last day; in the month that is running, the day of the cut-off. */
  toOn: string;
}

/** As long as the longest preset: a year and the month to compare it with. */
export const MONTHS_OF_SERIES = 13;

/**
 * The months of a report's trend lines, oldest first: as many as `most` that end with the month of `toOn`, none before
 * the month in which the force's figures begin, none that lies ahead of the cut-off. A period that reaches into the
 * future ends with the running month, so that it shows as many months as any other.
 * @example monthsEndingWith('2026-03-20', { startsOn: '2026-02-10', cutOffAt: 2026-04-01T02:10Z }) // February and March 2026
 */
export function monthsEndingWith(
  toOn: string,
  { startsOn, cutOffAt }: { startsOn: string; cutOffAt: DateTime },
  most: number = MONTHS_OF_SERIES,
): SeriesMonth[] {
  const today = localDayOf(cutOffAt);
  const last = firstOf(toOn < today ? toOn : today);
  const months: SeriesMonth[] = [];
  for (let back = 0; back < most; back += 1) {
    const first = last.minus({ months: back });
    const [fromOn, endOn] = [first.toISODate()!, first.endOf('month').toISODate()!];
    if (endOn < startsOn) break;
    months.unshift({ fromOn, toOn: endOn < today ? endOn : today });
  }
  return months;
}

/** Every calendar month that has a day of a period, within the same limits. */
export function monthsWithin(
  { fromOn, toOn }: { fromOn: string; toOn: string },
  limits: { startsOn: string; cutOffAt: DateTime },
): SeriesMonth[] {
  const [first, last] = [firstOf(fromOn), firstOf(toOn)];
  const most = Math.round(last.diff(first, 'months').months) + 1;
  return monthsEndingWith(toOn, limits, most).filter((month) => month.fromOn >= first.toISODate()!);
}

/** The calendar month before a month of a series, which it is compared with; null before the figures of the force begin. */
export function monthBeforeOf({ fromOn }: SeriesMonth, startsOn: string): SeriesMonth | null {
  const first = firstOf(fromOn).minus({ months: 1 });
  const toOn = first.endOf('month').toISODate()!;
  return toOn < startsOn ? null : { fromOn: first.toISODate()!, toOn };
}

const firstOf = (day: string): DateTime => DateTime.fromISO(day, { zone: LOCAL_ZONE }).startOf('month');
