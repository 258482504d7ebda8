import { DateTime } from 'luxon';

/** A month of a line or a row of bars, with its figure in words. */
export interface FoundPoint {
  fromOn: string;
  /** The month is still running. */
  running: boolean;
  value: number | null;
  /** `98.4%`, `72 h 1 min`, `none due`. */
  words: string;
}

/** How a change reads without its sign; null where it is none. */
export type ChangeWords = (from: FoundPoint, to: FoundPoint) => string | null;

/** `March 2026`, and of the month that is still running `March 2026 so far`. */
export function monthInWords({ fromOn, running }: Pick<FoundPoint, 'fromOn' | 'running'>): string {
  const month = DateTime.fromISO(fromOn, { zone: 'utc' }).setLocale('en-GB').toFormat('LLLL yyyy');
  return running ? `${month} so far` : month;
}

/**
 * What a line shows, in words: the first figure, the last, the lowest, the highest, which way it went, and the months that
 * have none.
 * @example findingOf('Median', points, change) // 'Median: first 14 h (…), last 12 h (…). Lowest 12 h (…), highest 15 h (…). Down by 2 h from first to last.'
 */
export function findingOf(name: string, points: readonly FoundPoint[], change: ChangeWords): string {
  const shown = points.filter(({ value }) => value !== null);
  const [first, last] = [shown[0], shown.at(-1)];
  const missing = missingMonths(points);
  if (!first || !last) return `${name}: no month has a figure.${missing}`;
  if (first === last) return `${name}: ${at(first)} is the only month with a figure.${missing}`;
  const lowest = shown.reduce((low, point) => (point.value! < low.value! ? point : low));
  const highest = shown.reduce((high, point) => (point.value! > high.value! ? point : high));
  if (lowest.value === highest.value) {
    return `${name}: ${first.words} in every month that has a figure.${missing}`;
  }
  const ends = `first ${at(first)}, last ${at(last)}`;
  const extremes = `Lowest ${at(lowest)}, highest ${at(highest)}`;
  return `${name}: ${ends}. ${extremes}. ${directionOf(first, last, change)}.${missing}`;
}

const at = (point: FoundPoint): string => `${point.words} (${monthInWords(point)})`;

function directionOf(first: FoundPoint, last: FoundPoint, change: ChangeWords): string {
  if (first.value === last.value) return 'The same in the last as in the first';
  return `${last.value! > first.value! ? 'Up' : 'Down'} by ${change(first, last)} from first to last`;
}

/** " None due: March 2026, May 2026." */
function missingMonths(points: readonly FoundPoint[]): string {
  const reasons = new Map<string, string[]>();
  for (const point of points.filter(({ value }) => value === null)) {
    reasons.set(point.words, [...(reasons.get(point.words) ?? []), monthInWords(point)]);
  }
  return [...reasons].map(([words, months]) => ` ${capitalised(words)}: ${months.join(', ')}.`).join('');
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
