import { addDays } from '../../common/calendar.js';

/** A run of local days, both ends included; `untilOn` null goes on until further notice. */
export interface DayRange {
  fromOn: string;
  untilOn: string | null;
}

/** PostgreSQL's half-open form. @example toDateRange({ fromOn: '2026-01-01', untilOn: '2026-01-31' }) // '[2026-01-01,2026-02-01)' */
export function toDateRange({ fromOn, untilOn }: DayRange): string {
  return `[${fromOn},${untilOn === null ? '' : addDays(untilOn, 1)})`;
}

/** Reads what PostgreSQL writes of a non-empty range that has a beginning. */
export function fromDateRange(text: string): DayRange {
  const [, fromOn, endOn] = /^\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)?\)$/.exec(text) ?? [];
  if (!fromOn) throw new RangeError(`Not a range of days with a beginning: ${text}`);
  return { fromOn, untilOn: endOn ? addDays(endOn, -1) : null };
}

export function coversDay({ fromOn, untilOn }: DayRange, day: string): boolean {
  return fromOn <= day && (untilOn === null || day <= untilOn);
}

export function overlap(a: DayRange, b: DayRange): boolean {
  return (a.untilOn === null || b.fromOn <= a.untilOn) && (b.untilOn === null || a.fromOn <= b.untilOn);
}
