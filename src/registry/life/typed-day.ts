import { isDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import type { Typed } from '../../web/typed.js';

export interface TypedDay {
  /** Null if nothing was typed, or no real date. */
  day: string | null;
  errors: FieldError[];
}

/**
 * The day of the fields `prefix-day`, `prefix-month` and `prefix-year`, or what is wrong with it.
 * @param what for the messages: `the first day`
 * @param missing what to say if nothing was typed; without it the day may be left out
 */
export function typedDay(typed: Typed, prefix: string, what: string, missing?: string): TypedDay {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => typed[`${prefix}-${part}`]?.trim() ?? '');
  if (!day && !month && !year) {
    return { day: null, errors: missing ? [{ field: prefix, message: missing }] : [] };
  }
  const text = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  if (isDay(text)) return { day: text, errors: [] };
  return {
    day: null,
    errors: [{ field: prefix, message: `${what} must be a real date, such as 27 3 2026` }],
  };
}

/** The fields of a day as they stand before anything was typed. */
export function dayFields(prefix: string, day: string | null): Record<string, string> {
  if (day === null) return {};
  const [year, month, date] = day.split('-') as [string, string, string];
  return {
    [`${prefix}-day`]: String(Number(date)),
    [`${prefix}-month`]: String(Number(month)),
    [`${prefix}-year`]: year,
  };
}
