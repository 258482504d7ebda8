import { DateTime } from 'luxon';

/** "reviewed within 3 calendar months before the last day" */
export const MONTHS_CURRENT = 3;

/**
 * The first day on which a review still makes the priorities current on the last day: the same day three months
 * before, or the last of that month if it is shorter. A review on that very day counts.
 * @example reviewedSince('2026-05-31') // '2026-02-28'
 */
export function reviewedSince(lastOn: string): string {
  return DateTime.fromISO(lastOn, { zone: 'utc' }).minus({ months: MONTHS_CURRENT }).toISODate()!;
}

/** Are priorities current on the last day that were last reviewed on a day by then? Never reviewed is not. */
export function isCurrent(reviewedOn: string | null, lastOn: string): boolean {
  return reviewedOn !== null && reviewedOn >= reviewedSince(lastOn) && reviewedOn <= lastOn;
}

/** The first day on which they are no longer current, unless they are reviewed before. */
export function reviewDueOn(reviewedOn: string): string {
  const day = DateTime.fromISO(reviewedOn, { zone: 'utc' });
  let due = day.plus({ months: MONTHS_CURRENT });
  while (reviewedOn >= reviewedSince(due.toISODate()!)) due = due.plus({ days: 1 });
  return due.toISODate()!;
}
