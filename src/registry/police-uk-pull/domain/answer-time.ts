import { DateTime } from 'luxon';
import { isDay, LOCAL_ZONE } from '../../../common/calendar.js';

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * The instant, as ISO text in UTC, of a time of the national interface: "local time `YYYY-MM-DDTHH:MM:SS` with no zone".
 * An hour that came twice is the first of the two, one that March skipped is an hour later, as clocks show it; a day
 * alone is its beginning. Null for anything else.
 * @example instantOf('2026-07-01T19:00:00') // '2026-07-01T18:00:00.000Z'
 */
export function instantOf(text: string): string | null {
  const [, day = '', time = '00:00', seconds = '00', offset = ''] = TIME.exec(text.trim()) ?? [];
  if (!isDay(day)) return null;
  const moment = DateTime.fromISO(`${day}T${time}:${seconds}${offset}`, {
    zone: offset ? 'utc' : LOCAL_ZONE,
  });
  if (!moment.isValid) return null;
  const [first = moment] = offset ? [moment] : moment.getPossibleOffsets();
  return first.toUTC().toISO();
}
