import { DateTime } from 'luxon';
import { addDays, LOCAL_ZONE, type Period, periodOf } from '../../../common/calendar.js';

export const REPORT_KINDS = ['monthly', 'quarterly'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** When a report is made: on a day of the month after its period, at a local time that every day has exactly once. */
export interface Occasion {
  /** 1 to 28, so that every month has it. */
  day: number;
  /** `HH:MM`. */
  at: string;
}

const MONTHS: Record<ReportKind, number> = { monthly: 1, quarterly: 3 };

/**
 * The periods whose reports are to be made as of now, oldest first: the last one whose occasion has come, and before it
 * those that runs missed since the latest kept report. A force whose figures begin after a period gets no report of it.
 * Its first quarter begins with its figures; a month stays whole, because that is what a month is called by.
 * @param latestToOn last day of the latest kept report of this kind, null if there is none: then the last period alone
 * @example periodsDue('monthly', { day: 1, at: '03:10' }, '2025-07-01', '2026-01-31', 2026-04-01T02:10Z) // February and March 2026
 */
export function periodsDue(
  kind: ReportKind,
  occasion: Occasion,
  startsOn: string,
  latestToOn: string | null,
  now: DateTime,
): Period[] {
  const periods: Period[] = [];
  let first = firstDayDue(kind, occasion, now);
  const isMissing = (toOn: string): boolean =>
    toOn >= startsOn && (latestToOn === null ? periods.length === 0 : toOn > latestToOn);
  for (let toOn = lastDay(kind, first); isMissing(toOn); toOn = lastDay(kind, first)) {
    const fromOn = kind === 'quarterly' && first < startsOn ? startsOn : first;
    periods.unshift(periodOf(fromOn, toOn));
    first = monthsLater(first, -MONTHS[kind]);
  }
  return periods;
}

/** The first day of the last period whose occasion is now or has passed. */
function firstDayDue(kind: ReportKind, { day, at }: Occasion, now: DateTime): string {
  const local = now.setZone(LOCAL_ZONE);
  const begun = local.startOf(kind === 'monthly' ? 'month' : 'quarter').toISODate()!;
  const occasionAt = DateTime.fromISO(`${addDays(begun, day - 1)}T${at}`, { zone: LOCAL_ZONE });
  return monthsLater(begun, MONTHS[kind] * (now < occasionAt ? -2 : -1));
}

const lastDay = (kind: ReportKind, first: string): string => addDays(monthsLater(first, MONTHS[kind]), -1);

const monthsLater = (day: string, months: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate()!;
