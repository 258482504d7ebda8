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

/** The days of a run that none of the others holds, in order. */
export function daysWithout(run: DayRange, others: readonly DayRange[]): DayRange[] {
  return others.reduce<DayRange[]>((left, other) => left.flatMap((days) => cut(days, other)), [run]);
}

/** The days that both hold, or null. */
export function commonDays(a: DayRange, b: DayRange): DayRange | null {
  if (!overlap(a, b)) return null;
  const untilOn =
    a.untilOn === null ? b.untilOn : b.untilOn === null ? a.untilOn : earlierOf(a.untilOn, b.untilOn);
  return { fromOn: laterOf(a.fromOn, b.fromOn), untilOn };
}

function cut(days: DayRange, other: DayRange): DayRange[] {
  if (!overlap(days, other)) return [days];
  const before =
    days.fromOn < other.fromOn ? [{ fromOn: days.fromOn, untilOn: addDays(other.fromOn, -1) }] : [];
  const goesOn = other.untilOn !== null && (days.untilOn === null || days.untilOn > other.untilOn);
  return goesOn ? [...before, { fromOn: addDays(other.untilOn!, 1), untilOn: days.untilOn }] : before;
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);
const earlierOf = (a: string, b: string): string => (a < b ? a : b);
