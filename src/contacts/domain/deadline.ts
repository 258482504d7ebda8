import type { DateTime } from 'luxon';
import { addHours } from '../../common/calendar.js';

/**
 * "Guaranteed response times to neighbourhood queries … of 72 hours": elapsed hours. Not configurable, and never
 * "3 days" of local time, which across a change of the clocks is an hour more or less.
 */
export const RESPONSE_HOURS = 72;

/** How far ahead of our clock a stated time may lie before we take it for a mistake: 5 minutes. */
const AHEAD_HOURS = 5 / 60;

/** Before this nobody could have written to a neighbourhood team of today; such a year is a slip of the pen. */
const EARLIEST_YEAR = 2000;

export type StartProblem = 'in-the-future' | 'too-long-ago';

/** Instants are UTC and whole milliseconds from the moment they enter; finer than that luxon holds nothing. */
export function truncate(instant: DateTime): DateTime {
  return instant.toUTC();
}

/**
 * The instant by which a meaningful response must have reached the person.
 * @example dueAt(2026-03-27T12:00Z) // 2026-03-30T12:00Z, which is 1pm local time: the clocks went forward
 */
export function dueAt(startedAt: DateTime): DateTime {
  return addHours(startedAt, RESPONSE_HOURS);
}

/** May a clock start at the time that was stated? "More than 5 minutes ahead of now is refused." */
export function startProblem(statedAt: DateTime, now: DateTime): StartProblem | null {
  if (statedAt > addHours(now, AHEAD_HOURS)) return 'in-the-future';
  if (statedAt.toUTC().year < EARLIEST_YEAR) return 'too-long-ago';
  return null;
}
