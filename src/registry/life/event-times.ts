import type { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { parseLocalTime } from '../../common/local-time.js';
import type { Typed } from '../../web/typed.js';

export interface ReadInstant {
  at: DateTime | null;
  errors: FieldError[];
}

/** The end of the fields `endTime` and `endsAt`, which is on the day of the start unless it has a day of its own. */
export function readEnd(typed: Typed): ReadInstant {
  const time = typed['endTime']?.trim();
  const hasDay = ['day', 'month', 'year'].some((part) => typed[`endsAt-${part}`]?.trim());
  if (!time && !hasDay) return { at: null, errors: [] };
  if (!time) return { at: null, errors: [{ field: 'endTime', message: 'Enter the time at which it ends' }] };
  return instantOf(typed, hasDay ? 'endsAt' : 'startsAt', time, 'endTime', hasDay);
}

/** @param tellsDate whether a wrong day is to be told here, and not where the day itself is read */
function instantOf(
  typed: Typed,
  prefix: string,
  time: string | undefined,
  timeField: string,
  tellsDate: boolean,
): ReadInstant {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => typed[`${prefix}-${part}`]);
  const read = parseLocalTime({ day, month, year, time });
  if ('instant' in read) return { at: read.instant, errors: [] };
  if (read.part === 'date' && !tellsDate) return { at: null, errors: [] };
  return { at: null, errors: [{ field: read.part === 'date' ? prefix : timeField, message: read.problem }] };
}

/** With GMT or BST in the hour that comes twice, so that it reads back as the same instant. */
export function timeText(instant: DateTime): string {
  const local = instant.setZone(LOCAL_ZONE);
  const text = local.toFormat('HH:mm');
  const again = parseLocalTime({
    day: String(local.day),
    month: String(local.month),
    year: String(local.year),
    time: text,
  });
  return 'instant' in again ? text : `${text} ${local.offset === 0 ? 'GMT' : 'BST'}`;
}

/** The start of the fields `startsAt` and `startTime`. */
export function readStart(typed: Typed): ReadInstant {
  return instantOf(typed, 'startsAt', typed['startTime'], 'startTime', true);
}
