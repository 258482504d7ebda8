import { addDays } from '../../../common/calendar.js';
import { coversDay, type DayRange } from '../../domain/day-range.js';

/** How what is recorded makes room for what holds from a day on. */
export interface Succession<T extends DayRange> {
  /** What holds on that day already. */
  current: T | null;
  /** The day on which `current` now ends; null if no day of it is left, and it goes. */
  endsOn: string | null;
  /** What begins: until what is recorded for later begins, else until further notice. */
  start: DayRange;
}

/**
 * What holds from a day on takes the place of what held then, and leaves what is recorded for later. Of what is held no
 * two share a day.
 * @example succeed([{ fromOn: '2025-01-01', untilOn: null }], '2026-04-01').endsOn // '2026-03-31'
 */
export function succeed<T extends DayRange>(held: readonly T[], fromOn: string): Succession<T> {
  const current = held.find((each) => coversDay(each, fromOn)) ?? null;
  const next = held
    .map((each) => each.fromOn)
    .filter((day) => day > fromOn)
    .sort()[0];
  return {
    current,
    endsOn: current && current.fromOn < fromOn ? addDays(fromOn, -1) : null,
    start: { fromOn, untilOn: next ? addDays(next, -1) : null },
  };
}
