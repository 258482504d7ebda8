import { DateTime } from 'luxon';
import { isDay, LOCAL_ZONE } from '../../../common/calendar.js';
import { quoted } from '../../domain/parsed-row.js';

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.0+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * The instant of a day or a local time in a file; a day alone is its beginning. "dates are local time
 * `YYYY-MM-DDTHH:MM:SS` with no zone"; one with an offset is taken by its offset. The hour that comes twice in October
 * needs one, and the hour that March does not have is refused.
 * @example localMoment('2026-03-29 19:00') // { instant: 2026-03-29T18:00Z }
 */
export function localMoment(text: string): { instant: DateTime } | { problem: string } {
  const [, day = '', time = '00:00', seconds = '00', offset] = MOMENT.exec(text) ?? [];
  if (!isDay(day)) return { problem: `${quoted(text)} is no time; write it like 2026-03-29 19:00` };
  const written = `${day}T${time}:${seconds}`;
  const moment = DateTime.fromISO(`${written}${offset ?? ''}`, { zone: offset ? 'utc' : LOCAL_ZONE });
  if (!moment.isValid) return { problem: `${quoted(text)} is no time; write it like 2026-03-29 19:00` };
  if (!offset && moment.toFormat("yyyy-MM-dd'T'HH:mm:ss") !== written) {
    return { problem: `${quoted(text)} did not exist: the clocks went forward an hour` };
  }
  if (!offset && moment.getPossibleOffsets().length > 1) {
    return { problem: `${quoted(text)} came twice: the clocks went back; add +01:00 or +00:00` };
  }
  return { instant: moment.toUTC() };
}

/** For `RowReader`: what is wrong with such a time, or undefined. */
export function momentProblem(text: string): string | undefined {
  const moment = localMoment(text);
  return 'problem' in moment ? moment.problem : undefined;
}

/** The instant of a text that has passed `momentProblem`, as ISO text in UTC; null of none or of one that has not. */
export function momentOf(text: string | null): string | null {
  const moment = text === null ? null : localMoment(text);
  return moment && 'instant' in moment ? moment.instant.toISO() : null;
}
