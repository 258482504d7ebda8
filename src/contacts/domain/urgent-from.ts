import { DateTime } from 'luxon';
import type { AlertedClock } from './planned-alerts.js';
import type { ResponseStandard } from './response-standard.js';

const HOUR_MS = 3_600_000;

/**
 * From when on nothing about a clock waits for anybody's quiet hours: "overdue and the last warning ignore them". The last
 * warning is the one before due or, where only the target is warned of, before that; and a target that has passed is
 * overdue as well.
 */
export function urgentFrom(
  { dueAt, targetAt }: Pick<AlertedClock, 'dueAt' | 'targetAt'>,
  { rungs }: ResponseStandard,
): DateTime {
  const warnings = rungs.flatMap(({ hoursFromDue, hoursFromTarget }) => {
    const from = hoursFromTarget === undefined ? dueAt : targetAt;
    const hours = hoursFromTarget ?? hoursFromDue!;
    return from && hours < 0 ? [from.toMillis() + Math.round(hours * HOUR_MS)] : [];
  });
  const last = warnings.length === 0 ? dueAt.toMillis() : Math.max(...warnings);
  return DateTime.fromMillis(Math.min(last, (targetAt ?? dueAt).toMillis()), { zone: 'utc' });
}
