import type { Compared } from './compare-reports.js';
import { figuresOfDays, type Told } from './expected-report.js';
import { addDays, localDay } from './local-time.js';
import { changeBetween, type Plain, written } from './written.js';

const SHOWN = 13;

/** The months of the trend lines, worked out on the calendar: so many, none before the figures of the force begin. */
function monthsOf({ force, now }: Told, toOn: string, most: number): { fromOn: string; toOn: string }[] {
  const today = localDay(now);
  const months: { fromOn: string; toOn: string }[] = [];
  let last = toOn < today ? toOn : today;
  while (months.length < most) {
    const fromOn = `${last.slice(0, 7)}-01`;
    let end = fromOn;
    while (addDays(end, 1).startsWith(last.slice(0, 7))) end = addDays(end, 1);
    if (end < force.startsOn) break;
    months.unshift({ fromOn, toOn: end < today ? end : today });
    last = addDays(fromOn, -1);
  }
  return months;
}

/** Every point of every series, beside what a report of that month must say. */
export function compareSeries(
  told: Told,
  { toOn }: { toOn: string },
  { series }: Record<string, unknown>,
): Compared {
  const months = monthsOf(told, toOn, SHOWN);
  // The first that is shown stands against the one before it, if there is one.
  const counted = monthsOf(told, toOn, SHOWN + 1).map((month) => figuresOfDays(told, month));
  const unshown = counted.length - months.length;
  const given = series as { measure: string; points: object[] }[];
  const differences = given.flatMap(({ measure, points }) => {
    const expected = months.map((month, index) => {
      const [now, before] = [counted[index + unshown]!, counted[index + unshown - 1]];
      const compared = comparedWith(before?.[measure], now[measure]!);
      // Of a month of which days are to come there is no change.
      return { ...month, ...compared, ...(!addDays(month.toOn, 1).endsWith('-01') && { change: null }) };
    });
    const [got, want] = [points, expected].map((each) => JSON.stringify(each.map(sorted)));
    return got === want ? [] : [`series ${measure}: is ${got}, expected ${want}`];
  });
  if (months.length > 0 && given.length === 0) differences.push('there is no series');
  return { figures: given.reduce((sum, { points }) => sum + points.length, 0), differences };
}

function comparedWith(before: Plain | undefined, now: Plain): object {
  const own = written(now);
  if (!before) return { ...own, previous: null, change: null };
  const { numerator, denominator, shown } = written(before);
  return { ...own, previous: { numerator, denominator, shown }, change: changeBetween(before, now) };
}

const sorted = (point: object): object =>
  Object.fromEntries(
    Object.entries(point)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]: [string, unknown]) => [name, isObject(value) ? sorted(value) : value]),
  );

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
