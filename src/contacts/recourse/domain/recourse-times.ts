import type { DateTime } from 'luxon';
import { addDays, addHours, localDayOf, startOfLocalDay } from '../../../common/calendar.js';
import { type IsHoliday, workingDayAfter } from '../../domain/target.js';

/** "A supervisor answers within 5 working days." Not configurable: it is what every acknowledgement promises. */
export const ANSWER_WORKING_DAYS = 5;

/**
 * When the time to answer a request is over, in UTC: at the end of the fifth working day after the local day on which it
 * was asked. An answer before that instant is in time.
 * @example recourseDueAt(Friday 14:00, never) // Saturday 00:00, the end of Friday a week later
 */
export function recourseDueAt(askedAt: DateTime, isHoliday: IsHoliday): DateTime {
  const lastDay = workingDayAfter(localDayOf(askedAt), ANSWER_WORKING_DAYS, isHoliday);
  return startOfLocalDay(addDays(lastDay, 1));
}

/** The last local day on which an answer is in time. */
export const lastDayOf = (dueAt: DateTime): string => addDays(localDayOf(dueAt), -1);

/** Was, or is, the time to answer over? At the very end of the fifth day it is. */
export const isRecourseLate = (dueAt: DateTime, answeredAt: DateTime | null, now: DateTime): boolean =>
  (answeredAt ?? now) >= dueAt;

/**
 * From when on a missed deadline is told to the person: neither what was missed longer ago than `withinDays`, because the
 * monitor was down or a force began with old contacts, nor what was missed before a force told anybody.
 */
export function tellFrom(
  now: DateTime,
  withinDays: number,
  ...notBefore: readonly (DateTime | null)[]
): DateTime {
  return notBefore.reduce<DateTime>(
    (latest, bound) => (bound && bound > latest ? bound : latest),
    addHours(now, -24 * withinDays),
  );
}
