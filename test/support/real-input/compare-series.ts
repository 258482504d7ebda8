import type { Compared } from './compare-reports.js';
import { figuresOfDays, type Told } from './expected-report.js';
import { addDays, localDay } from './local-time.js';
import { written } from './written.js';

/** The months of the trend lines, worked out on the calendar: thirteen, none before the figures of the force begin. */
function monthsOf({ force, now }: Told, toOn: string): { fromOn: string; toOn: string }[] {
  const today = localDay(now);
  const months: { fromOn: string; toOn: string }[] = [];
  let last = toOn < today ? toOn : today;
  while (months.length < 13) {
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
  const months = monthsOf(told, toOn);
  const figures = months.map((month) => figuresOfDays(told, month));
  const given = series as { measure: string; points: object[] }[];
  const differences = given.flatMap(({ measure, points }) => {
    const expected = months.map((month, index) => ({ ...month, ...written(figures[index]![measure]!) }));
    const [got, want] = [points, expected].map((each) => JSON.stringify(each.map(sorted)));
    return got === want ? [] : [`series ${measure}: is ${got}, expected ${want}`];
  });
  if (months.length > 0 && given.length === 0) differences.push('there is no series');
  return { figures: given.reduce((sum, { points }) => sum + points.length, 0), differences };
}

const sorted = (point: object): object =>
  Object.fromEntries(Object.entries(point).sort(([a], [b]) => (a < b ? -1 : 1)));
