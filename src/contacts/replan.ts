import type { DateTime } from 'luxon';
import { localDayOf } from '../common/calendar.js';
import type { LockedClock } from './clock.query.js';
import { replanned } from './domain/planned-alerts.js';
import type { ResponseStandards } from './response-standards.js';

/**
 * When to look at a clock again, as it is from now on. What waits to be said already is still said; null for history,
 * of which nobody is alerted.
 * @param since from when on everything is as the clock is now
 */
export function replan(
  standards: ResponseStandards,
  forceId: string,
  clock: LockedClock,
  since: DateTime,
  now: DateTime,
): DateTime | null {
  if (standards.isHistory(clock.dueAt)) return null;
  const standard = standards.ofClock(forceId, clock.standardVersion, localDayOf(clock.startedAt));
  return replanned(clock, standard, since, now);
}
