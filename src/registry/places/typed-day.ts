import { isDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { SUCH_AS } from '../../web/typed-day.js';

/** What is wrong with a day as it was typed; `ifBlank` asks for one that must be there. */
export function typedDayErrors(prefix: string, day: string, ifBlank?: string): FieldError[] {
  if (day === '') return ifBlank ? [{ field: prefix, message: ifBlank }] : [];
  return isDay(day) ? [] : [{ field: prefix, message: `Enter a real date, ${SUCH_AS}` }];
}
