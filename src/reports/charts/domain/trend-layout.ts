import { DateTime } from 'luxon';
import type { Axis } from './axis.js';
import type { FoundPoint } from './finding.js';

/** One line of a chart and its months, oldest first; every line of a chart has the same months. */
export interface TrendLine {
  name: string;
  points: readonly FoundPoint[];
}

/** Where a figure stands: the month by its index, the value, and which line. */
export interface Dot {
  line: number;
  month: number;
  value: number;
  running: boolean;
}

/** From one dot to the next. */
export interface Stroke extends Dot {
  toMonth: number;
  toValue: number;
}

/** Words at the right end of a line, in pixels from the top of the plot. */
export interface EndLabel {
  y: number;
  words: string[];
}

/** Words of a month that has no figure. */
export interface Note {
  month: number;
  words: string;
}

/** From one row of words to the next, in pixels. */
export const LINE_HEIGHT = 20;

export function dotsOf(lines: readonly TrendLine[]): Dot[] {
  return lines.flatMap(({ points }, line) =>
    points.flatMap(({ value, running }, month) => (value === null ? [] : [{ line, month, value, running }])),
  );
}

/**
 * The strokes between dots of months that follow one another: none across a month without a figure, which is not 0. The
 * stroke into the running month says so, because it may yet go elsewhere.
 */
export function strokesOf(dots: readonly Dot[]): Stroke[] {
  return dots.flatMap((dot, index) => {
    const before = dots[index - 1];
    if (before?.line !== dot.line || before.month !== dot.month - 1) return [];
    return [{ ...before, toMonth: dot.month, toValue: dot.value, running: dot.running }];
  });
}

/** Why a month has no figure: once for all lines that say the same. */
export function notesOf(lines: readonly TrendLine[]): Note[] {
  const months = lines[0]?.points ?? [];
  return months.flatMap((_, month) => {
    const missing = lines.map(({ points }) => points[month]!).filter(({ value }) => value === null);
    // A month that is drawn for one line needs no word of the other one, which is in the table.
    if (missing.length < lines.length) return [];
    return [{ month, words: [...new Set(missing.map(({ words }) => words))].join(', ') }];
  });
}

/** What stands at the right of the lines: of one line its last figure, of several their names too. None overlaps another. */
export function endLabels(lines: readonly TrendLine[], { bottom, top }: Axis, height: number): EndLabel[] {
  const labels = lines.flatMap(({ name, points }) => {
    const last = points.findLast(({ value }) => value !== null);
    if (!last) return [];
    const words = lines.length > 1 ? [name] : [];
    // A figure of an earlier month does not stand where the latest would.
    if (last === points.at(-1)) words.push(last.words, ...(last.running ? ['so far'] : []));
    return [{ y: ((top - last.value!) / (top - bottom)) * height, words }];
  });
  labels.sort((a, b) => a.y - b.y);
  const gap = (upper: EndLabel, lower: EndLabel): number =>
    ((upper.words.length + lower.words.length) / 2) * LINE_HEIGHT + 4 - (lower.y - upper.y);
  for (let index = 1; index < labels.length; index += 1) {
    const [upper, lower] = [labels[index - 1]!, labels[index]!];
    const overlap = gap(upper, lower);
    if (overlap <= 0) continue;
    // What would stand above the plot goes down instead.
    const up = Math.min(
      overlap / 2,
      Math.max(0, upper.y - (upper.words.length / 2) * LINE_HEIGHT + LINE_HEIGHT),
    );
    upper.y -= up;
    lower.y += overlap - up;
  }
  return labels;
}

/** The lowest figure of a line, once, unless it is the last one, which has its words already. */
export function lowestOf({ points }: TrendLine): { month: number; point: FoundPoint } | null {
  const lowest = points.reduce<number | null>(
    (low, { value }, month) =>
      value !== null && (low === null || value < points[low]!.value!) ? month : low,
    null,
  );
  const last = points.findLastIndex(({ value }) => value !== null);
  if (lowest === null || points[lowest]!.value === points[last]!.value) return null;
  return { month: lowest, point: points[lowest]! };
}

export interface MonthTick {
  month: number;
  words: string[];
}

/**
 * `Nov`, and under it the year where it begins.
 * @param every only every so many months have words, the last one among them; where there is no room for all
 */
export function monthTicks(points: readonly Pick<FoundPoint, 'fromOn'>[], every = 1): MonthTick[] {
  const dates = points.map(({ fromOn }) => DateTime.fromISO(fromOn, { zone: 'utc' }).setLocale('en-GB'));
  if (every > 1) return dates.map((_, month) => ({ month, words: fewWords(dates, month, every) }));
  return dates.map((date, month) => {
    // Two years side by side would run into each other.
    const first = month === 0 && dates[1]?.month !== 1;
    const year = first || date.month === 1 ? [date.toFormat('yyyy')] : [];
    return { month, words: [date.toFormat('LLL').slice(0, 3), ...year] };
  });
}

/** The year stands under the first that has words, and under the first of another year. */
function fewWords(dates: readonly DateTime[], month: number, every: number): string[] {
  if ((dates.length - 1 - month) % every !== 0) return [''];
  const year = dates[month]!.year === dates[month - every]?.year ? [] : [dates[month]!.toFormat('yyyy')];
  return [dates[month]!.toFormat('LLL').slice(0, 3), ...year];
}
