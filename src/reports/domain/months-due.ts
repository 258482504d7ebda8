import type { DateTime } from 'luxon';
import { monthBefore, type Period } from '../../common/calendar.js';

/**
 * The months whose reports are to be made as of now, oldest first: last month, and before it those that runs missed
 * since the latest kept report. A force whose figures begin after a month gets no report of it.
 * @param latestToOn last day of the latest kept monthly report, null if there is none: then last month alone
 * @example monthsDue('2025-07-01', '2026-01-31', 2026-04-01T02:10Z) // February and March 2026
 */
export function monthsDue(startsOn: string, latestToOn: string | null, now: DateTime): Period[] {
  const months: Period[] = [];
  let month = monthBefore(now);
  while (month.toOn >= startsOn && (latestToOn === null ? months.length === 0 : month.fromOn > latestToOn)) {
    months.unshift(month);
    month = monthBefore(month.startAt);
  }
  return months;
}
