import { DateTime } from 'luxon';
import { addDays, addHours, localDayOf, startOfLocalDay } from '../../common/calendar.js';

/**
 * A force's own, stricter time to answer: so many elapsed hours, or the end of the so-manieth working day after the
 * local day on which the clock started. It drives warnings; "the compliance figure is always the 72 hours".
 */
export type Target = { hours: number } | { workingDays: number };

/** Is this local day one on which nobody works: a bank holiday? Saturdays and Sundays are known without it. */
export type IsHoliday = (day: string) => boolean;

/**
 * When the target of a clock is reached, in UTC. Never after due: where weekends and holidays would put it there, it is
 * the due instant itself.
 * @example targetAt(Friday 18:00, due, { workingDays: 1 }, never) // Tuesday 00:00, the end of Monday
 */
export function targetAt(
  startedAt: DateTime,
  dueAt: DateTime,
  target: Target,
  isHoliday: IsHoliday,
): DateTime {
  const at =
    'hours' in target
      ? addHours(startedAt, target.hours)
      : startOfLocalDay(addDays(workingDayAfter(localDayOf(startedAt), target.workingDays, isHoliday), 1));
  return at < dueAt ? at : dueAt;
}

/** The `count`th working day after a local day, which itself does not count. */
export function workingDayAfter(day: string, count: number, isHoliday: IsHoliday): string {
  let on = day;
  for (let left = count; left > 0;) {
    on = addDays(on, 1);
    if (!isWeekend(on) && !isHoliday(on)) left -= 1;
  }
  return on;
}

function isWeekend(day: string): boolean {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday > 5;
}
