/** Local time of England worked out from the Act's own rule, so that nothing here leans on what is being tested. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** Milliseconds of an instant, `2026-03-29T01:00:00Z`. */
export const at = (iso: string): number => {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new Error(`Not an instant: ${iso}`);
  return ms;
};

export const isoOf = (ms: number): string => new Date(ms).toISOString();

/** 1:00 UTC of the last Sunday of a month (0 to 11), when the clocks change. */
function lastSundayAtOne(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * DAY;
}

/** 60 in summer time, else 0. */
export function offsetMinutes(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  return ms >= lastSundayAtOne(year, 2) && ms < lastSundayAtOne(year, 9) ? 60 : 0;
}

export const localDay = (ms: number): string => isoOf(ms + offsetMinutes(ms) * MINUTE).slice(0, 10);

/** Asked for millions of times, of a few thousand days. */
const added = new Map<string, string>();

export function addDays(day: string, count: number): string {
  const key = `${day} ${count}`;
  let result = added.get(key);
  if (result === undefined) {
    result = isoOf(at(`${day}T00:00:00Z`) + count * DAY).slice(0, 10);
    added.set(key, result);
  }
  return result;
}

/** The instant at which a local day begins. Clocks change at 1:00 UTC, so midnight has the offset of itself. */
export function startOfDay(day: string): number {
  const midnight = at(`${day}T00:00:00Z`);
  return midnight - offsetMinutes(midnight - HOUR) * MINUTE;
}

/** Every local day from one to another, both included; none if the second is before the first. */
export function daysOf(fromOn: string, toOn: string): string[] {
  const days: string[] = [];
  for (let day = fromOn; day <= toOn; day = addDays(day, 1)) days.push(day);
  return days;
}

/** An instant as a person's program states it: local wall time with its offset, `2026-10-25T01:30:00.000+01:00`. */
export function statedLocally(ms: number, offset = offsetMinutes(ms)): string {
  const sign = offset < 0 ? '-' : '+';
  const size = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  const wall = isoOf(ms + offset * MINUTE).slice(0, -1);
  return `${wall}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `Sunday 25 October 2026 at 1:30am BST`, the minute rounded down. */
export function inWords(ms: number): string {
  const local = new Date(ms + offsetMinutes(ms) * MINUTE);
  const hour = local.getUTCHours();
  const minute = local.getUTCMinutes();
  const time = `${hour % 12 === 0 ? 12 : hour % 12}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}`;
  const day = `${WEEKDAYS[local.getUTCDay()]} ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  return `${day} at ${time}${hour < 12 ? 'am' : 'pm'} ${offsetMinutes(ms) === 60 ? 'BST' : 'GMT'}`;
}
