import { DateTime, Info } from 'luxon';

/** Every local day, week and month of the product is one of this zone. */
export const LOCAL_ZONE = 'Europe/London';

/** A period of local days, both ends included, and the instants that bound it half-open: `startAt <= t < endAt`. */
export interface Period {
  fromOn: string;
  toOn: string;
  startAt: DateTime;
  endAt: DateTime;
}

const HOUR_MS = 3_600_000;
/** Of UTC, which every calendar day is counted in: none of its days is longer or shorter. */
const DAY_MS = 24 * HOUR_MS;
const MONTH_NAMES = Info.months('long', { locale: 'en-GB' });
const ANY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** So many elapsed hours later (earlier, if negative), in UTC, whatever the clocks on the walls do meanwhile. */
export function addHours(instant: DateTime, hours: number): DateTime {
  return DateTime.fromMillis(instant.toMillis() + Math.round(hours * HOUR_MS), { zone: 'utc' });
}

const HOURS_REMEMBERED = 10_000;
const dayOfHour = new Map<number, string>();

/**
 * The local day of an instant, `2026-03-29`. Local midnight and changes of the clocks fall on whole hours of UTC, so
 * all instants of such an hour have one day, which is worked out once: it is asked for at every contact.
 */
export function localDayOf(instant: DateTime): string {
  const hour = Math.floor(instant.toMillis() / HOUR_MS);
  let day = dayOfHour.get(hour);
  if (day === undefined) {
    if (dayOfHour.size >= HOURS_REMEMBERED) dayOfHour.clear();
    day = instant.setZone(LOCAL_ZONE).toISODate()!;
    dayOfHour.set(hour, day);
  }
  return day;
}

/** The instant at which a local day begins, in UTC. 25 October 2026 begins at 23:00Z of the 24th. */
export function startOfLocalDay(day: string): DateTime {
  return DateTime.fromISO(day, { zone: LOCAL_ZONE }).startOf('day').toUTC();
}

/** The day `count` local days after `day` (before it, if negative). A page asks for thousands. @throws RangeError for no date */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** @throws RangeError if `toOn` is before `fromOn` or either is no date. */
export function periodOf(fromOn: string, toOn: string): Period {
  if (!isDay(fromOn) || !isDay(toOn) || toOn < fromOn) {
    throw new RangeError(`Not a period: ${fromOn} to ${toOn}`);
  }
  return { fromOn, toOn, startAt: startOfLocalDay(fromOn), endAt: startOfLocalDay(addDays(toOn, 1)) };
}

/** How many local days a period has. */
export function daysIn(period: Pick<Period, 'fromOn' | 'toOn'>): number {
  return (Date.parse(period.toOn) - Date.parse(period.fromOn)) / DAY_MS + 1;
}

/** So many whole calendar months have the calendar months before them; by the numbers of the first months they may begin with. */
const CALENDAR_PERIODS = new Map([
  [1, ANY_MONTH],
  [3, [1, 4, 7, 10]],
  [12, [1, 4]],
  [13, ANY_MONTH],
]);

/**
 * The period to compare with. "Presets: the preceding calendar period; other ranges: as many days just before." The
 * presets are a calendar month, a quarter that begins in January, April, July or October, a year that begins in January or
 * April, and thirteen calendar months that begin with any: each is compared with as many calendar months just before it.
 * Other numbers of whole months, and quarters and years that begin elsewhere, are other ranges.
 * @example precedingPeriod(periodOf('2026-03-01', '2026-03-31')) // February 2026
 * @example precedingPeriod(periodOf('2025-10-01', '2026-10-31')) // September 2024 to September 2025
 */
export function precedingPeriod(period: Period): Period {
  const from = DateTime.fromISO(period.fromOn, { zone: 'utc' });
  for (const [months, firstMonths] of CALENDAR_PERIODS) {
    const end = from.plus({ months }).minus({ days: 1 }).toISODate();
    if (from.day === 1 && end === period.toOn && firstMonths.includes(from.month)) {
      return periodOf(from.minus({ months }).toISODate()!, addDays(period.fromOn, -1));
    }
  }
  return periodOf(addDays(period.fromOn, -daysIn(period)), addDays(period.fromOn, -1));
}

/** The calendar month before the one that holds this instant. */
export function monthBefore(instant: DateTime): Period {
  const first = instant.setZone(LOCAL_ZONE).startOf('month').minus({ months: 1 });
  return periodOf(first.toISODate()!, first.endOf('month').toISODate()!);
}

/** `Tuesday 3 March 2026 at 2:05pm GMT`: local time with its zone, as GOV.UK writes it. */
export function formatInstant(instant: DateTime): string {
  const local = instant.setZone(LOCAL_ZONE).setLocale('en-GB');
  return `${local.toFormat('cccc d LLLL yyyy')} at ${timeOfDay(local)} ${local.offset === 0 ? 'GMT' : 'BST'}`;
}

/** `3 March 2026, 2:05pm`: for tables, where the page says the zone once. */
export function formatShort(instant: DateTime): string {
  const local = instant.setZone(LOCAL_ZONE).setLocale('en-GB');
  return `${local.toFormat('d LLL yyyy')}, ${timeOfDay(local)}`;
}

/** `3 March 2026` of a date. */
export function formatDay(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${dayOfMonth} ${MONTH_NAMES[month! - 1]} ${year}`;
}

/** Is it a real date of the years 1900 to 2199, written `YYYY-MM-DD`? */
export function isDay(text: string): boolean {
  return /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

function timeOfDay(local: DateTime): string {
  return local.toFormat(local.minute === 0 ? 'ha' : 'h:mma').toLowerCase();
}
