import { DateTime } from 'luxon';
import { LOCAL_ZONE } from './calendar.js';

export interface TypedTime {
  day?: string | undefined;
  month?: string | undefined;
  year?: string | undefined;
  /** `2:05pm`, `14:05`, `2pm`; `BST` or `GMT` after it tells the two apart in the hour that comes twice. */
  time?: string | undefined;
}

export type LocalTime = { instant: DateTime } | { part: 'date' | 'time'; problem: string };

const TIME = /^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?\s*(bst|gmt)?$/i;

/**
 * The instant that a person means by a local date and time.
 *
 * On the last Sunday of October the hour from 1am comes twice, and on that of March not at all: the first is asked
 * back unless BST or GMT is given, the second refused, because an hour decides whether an answer was in time.
 * @example parseLocalTime({ day: '25', month: '10', year: '2026', time: '1:30am GMT' }) // 2026-10-25T01:30Z
 */
export function parseLocalTime({ day, month, year, time }: TypedTime): LocalTime {
  const date = DateTime.fromObject(
    { year: whole(year), month: whole(month), day: whole(day) },
    { zone: LOCAL_ZONE },
  );
  if (!date.isValid || date.year < 2000) {
    return { part: 'date', problem: 'Enter a real date, such as 27 3 2026' };
  }
  const clock = readTime(time ?? '');
  if (!clock) return { part: 'time', problem: 'Enter a time, such as 2:05pm or 14:05' };
  const candidates = instantsOf(date, clock.hour, clock.minute);
  if (candidates.length === 0) {
    return {
      part: 'time',
      problem: 'This time did not exist: the clocks went forward an hour; enter the time after it',
    };
  }
  const meant = clock.zone
    ? candidates.filter(({ offset }) => (clock.zone === 'gmt') === (offset === 0))
    : candidates;
  if (meant.length === 0) {
    return { part: 'time', problem: 'On this day the clocks were not in that zone; leave BST or GMT out' };
  }
  if (meant.length > 1) {
    return {
      part: 'time',
      problem: 'The clocks went back and this time came twice; add BST for the first or GMT for the second',
    };
  }
  return { instant: meant[0]!.toUTC() };
}

function readTime(typed: string): { hour: number; minute: number; zone: 'bst' | 'gmt' | null } | null {
  const match = TIME.exec(
    typed
      .trim()
      .replace(/midday|noon/i, '12pm')
      .replace(/midnight/i, '12am'),
  );
  if (!match) return null;
  const [, hours, minutes = '0', half, zone] = match;
  const minute = Number(minutes);
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  } else if (minutes === '0' && match[2] === undefined) {
    return null; // "14" alone could be a day
  }
  if (hour > 23 || minute > 59) return null;
  return { hour, minute, zone: (zone?.toLowerCase() as 'bst' | 'gmt' | undefined) ?? null };
}

/** Every instant of that local day at that time of day: usually one, in October two, in March none. */
function instantsOf(date: DateTime, hour: number, minute: number): DateTime[] {
  const asUtc = DateTime.utc(date.year, date.month, date.day, hour, minute);
  return [60, 0]
    .map((offset) => asUtc.minus({ minutes: offset }).setZone(LOCAL_ZONE))
    .filter((local, index) => local.offset === [60, 0][index]);
}

const whole = (text: string | undefined): number =>
  text && /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
