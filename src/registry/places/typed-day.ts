import { isDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { typedOf } from '../../web/typed.js';

/** The day of the fields `prefix-day`, `prefix-month` and `prefix-year` as `YYYY-MM-DD`, blank if nothing was typed. */
export function typedDay(form: object, prefix: string): string {
  const fields = typedOf(form);
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => fields[`${prefix}-${part}`],
  );
  return day || month || year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

/** What is wrong with such a day; `ifBlank` asks for one that must be there. */
export function typedDayErrors(prefix: string, day: string, ifBlank?: string): FieldError[] {
  if (day === '') return ifBlank ? [{ field: prefix, message: ifBlank }] : [];
  return isDay(day) ? [] : [{ field: prefix, message: 'Enter a real date, such as 27 3 2026' }];
}
