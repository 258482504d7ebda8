import { DateTime } from 'luxon';
import { formatDay, formatShort, LOCAL_ZONE } from '../../common/calendar.js';
import { channelName } from '../../contacts/wording.js';
import { withUnit } from '../figure-words.js';
import type { CellKind, RowValue } from './row.js';

type Scalar = string | number;

const instant = (value: Scalar): DateTime => DateTime.fromISO(String(value), { zone: 'utc' });

const WORDS: Readonly<Record<CellKind, (value: Scalar) => string>> = {
  text: String,
  neighbourhood: String,
  ward: String,
  contact: String,
  channel: (value) => channelName(String(value)),
  day: (value) => formatDay(String(value)),
  instant: (value) => formatShort(instant(value)),
  minutes: (value) => withUnit('minutes', String(value)),
  days: (value) => withUnit('days', String(value)),
  number: String,
  hundredths: (value) => (Number(value) / 100).toFixed(2),
};

/** A value of a row as the page prints it; a dash where there is none to give. */
export function rowWords(kind: CellKind, value: RowValue | undefined): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'object' ? value.name : WORDS[kind](value as Scalar);
}

/** The same for a file: numbers bare, days and local times as ISO texts, to the minute, with how far from UTC they are. */
export function rowText(kind: CellKind, value: RowValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return value.name;
  if (kind === 'instant') {
    return instant(value as Scalar)
      .setZone(LOCAL_ZONE)
      .toFormat("yyyy-MM-dd'T'HH:mmZZ");
  }
  return kind === 'channel' || kind === 'hundredths' ? WORDS[kind](value as Scalar) : String(value);
}

/** Is it a number, in a file too? */
export const isNumber = (kind: CellKind): boolean =>
  kind === 'minutes' || kind === 'days' || kind === 'number' || kind === 'hundredths';
