import { DateTime } from 'luxon';
import { addDays, LOCAL_ZONE, localDayOf } from '../../common/calendar.js';

/** In the order of ISO 8601: Monday is 1. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * A local time of day as somebody types it on the 24-hour clock, in the form in which it is kept; null if it is none.
 * @example timeOfDay('7.30') // '07:30'; timeOfDay('24:00') and timeOfDay('7pm') // null
 */
export function timeOfDay(typed: string): string | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.](\d\d)$/.exec(typed.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/**
 * Does a change of the clocks leave this time of day out, or bring it twice? "Cron times outside 01:00–02:00".
 * @example isInHourOfChange('01:30') // true; isInHourOfChange('02:00') // false
 */
export const isInHourOfChange = (time: string): boolean => time.startsWith('01:');

/** Is there a digest on this local day? */
export function isDigestDay(day: string, weekdays: readonly Weekday[]): boolean {
  return weekdays.includes(WEEKDAYS[DateTime.fromISO(day, { zone: 'utc' }).weekday - 1]!);
}

/**
 * The first digest after an instant, of somebody whose digest comes at a local time (`HH:MM`) on these days.
 * @example nextDigestAt(noon of Saturday 28 March 2026, '07:30', WEEKDAYS) // 29 March at 07:30 BST, 06:30Z
 */
export function nextDigestAt(after: DateTime, time: string, weekdays: readonly Weekday[]): DateTime {
  for (let day = localDayOf(after); ; day = addDays(day, 1)) {
    const at = DateTime.fromISO(`${day}T${time}`, { zone: LOCAL_ZONE }).toUTC();
    if (at > after && isDigestDay(day, weekdays)) return at;
  }
}
