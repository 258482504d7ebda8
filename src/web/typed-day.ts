import { isDay } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { IsOptionalText, type Typed, typedOf } from './typed.js';

const PARTS = ['day', 'month', 'year'] as const;

/** An example for every message about a day. */
export const SUCH_AS = 'such as 27 3 2026';

export interface TypedDay {
  /** Null if nothing was typed, or no real date. */
  day: string | null;
  errors: FieldError[];
}

/** What the fields `prefix-day`, `prefix-month` and `prefix-year` say as `YYYY-MM-DD`, real or not; blank if nothing. */
export function typedDayText(form: object, prefix: string): string {
  const typed = typedOf(form);
  const [day = '', month = '', year = ''] = PARTS.map((part) => typed[`${prefix}-${part}`]?.trim());
  return day || month || year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

/**
 * The day of the three fields, or what is wrong with it.
 * @param what for the message: `The first day`
 * @param missing what to say if nothing was typed; without it the day may be left out
 */
export function readDay(typed: Typed, prefix: string, what: string, missing?: string): TypedDay {
  const text = typedDayText(typed, prefix);
  if (text === '') return { day: null, errors: missing ? [{ field: prefix, message: missing }] : [] };
  if (isDay(text)) return { day: text, errors: [] };
  return { day: null, errors: [{ field: prefix, message: `${what} must be a real date, ${SUCH_AS}` }] };
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

/** Gives a form the three fields of each of these days. */
export function HasDays(...prefixes: string[]): ClassDecorator {
  return ({ prototype }) => {
    for (const prefix of prefixes) {
      for (const part of PARTS)
        IsOptionalText(part === 'year' ? 4 : 2)(prototype as object, `${prefix}-${part}`);
    }
  };
}
