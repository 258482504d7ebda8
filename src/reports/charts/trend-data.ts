import type { FigureUnit } from '../domain/written-figure.js';
import { type Axis, countAxis, hoursAxis, percentAxis } from './domain/axis.js';
import type { FoundPoint } from './domain/finding.js';
import { textWidth } from './domain/text-width.js';
import {
  dotsOf,
  endLabels,
  LINE_HEIGHT,
  lowestOf,
  type MonthTick,
  monthTicks,
  notesOf,
  strokesOf,
  type TrendLine,
} from './domain/trend-layout.js';
import { TEXT_SIZE } from './svg.js';
import { type Frame, KEY_ROW, plotOf, X_TITLE } from './trend-frame.js';
import type { TrendData } from './trend-axes.js';

const HOURS_OF_PROMISE = 72;
/** Between two months that have words. */
const LEAST_OF_MONTH = 44;

export function axisOf(unit: FigureUnit, lines: readonly TrendLine[]): Axis {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  if (unit === 'percent') return percentAxis(values);
  return unit === 'minutes' ? hoursAxis(values) : countAxis(values);
}

export function dataOf(
  unit: FigureUnit,
  lines: readonly TrendLine[],
  { axis, frame, hasPromise }: { axis: Axis; frame: Frame; hasPromise: boolean },
): TrendData {
  const { points } = lines[0]!;
  const step = plotOf(frame).width / points.length;
  const months = monthTicks(points, frame.hasKeys ? Math.ceil(LEAST_OF_MONTH / step) : 1);
  const dots = dotsOf(lines);
  const notes = notesOf(lines);
  if (unit === 'count') {
    const words = frame.hasKeys ? wordsWithRoom(points, step) : points.map((point) => point.words);
    const bars = dots.map((dot) => ({ ...dot, words: words[dot.month]! }));
    return { months: months.map((tick) => soFar(tick, points)), notes, bars };
  }
  const rules = hasPromise ? [{ value: HOURS_OF_PROMISE, words: '72 hours' }] : [];
  return {
    months,
    notes,
    dots,
    strokes: strokesOf(dots),
    labels: labelsOf(lines, axis, frame),
    keys: keysOf(lines, frame),
    rules,
  };
}

/** A bar has nothing at its right end that could say it. */
function soFar(tick: MonthTick, points: readonly FoundPoint[]): MonthTick {
  const say = points[tick.month]!.running && tick.words.length === 1;
  return say ? { ...tick, words: [...tick.words, 'so far'] } : tick;
}

/** At the right end of each line, or under the plot, a row for every word, and of a single line where it was lowest. */
function labelsOf(lines: readonly TrendLine[], axis: Axis, frame: Frame): object[] {
  const { width, height } = plotOf(frame);
  const ends = frame.hasKeys ? keyWords(lines, frame) : endWords(lines, axis, frame);
  const lowest = lines.length === 1 ? lowestOf(lines[0]!) : null;
  if (!lowest) return ends;
  const { month, point } = lowest;
  const step = width / lines[0]!.points.length;
  // Beside words of months without a figure there is no room for it.
  const half = textWidth(point.words, TEXT_SIZE) / 2 + LINE_HEIGHT / 2;
  if (notesOf(lines).some((note) => Math.abs(note.month - month) * step < half)) return ends;
  const y = ((axis.top - point.value!) / (axis.top - axis.bottom)) * height + LINE_HEIGHT;
  const x = step * (month + 0.5);
  return [
    ...ends,
    {
      words: point.words,
      x: Math.min(Math.max(x, 24), width + frame.right - 24),
      y,
      align: 'center',
      weight: 'bold',
    },
  ];
}

function endWords(lines: readonly TrendLine[], axis: Axis, frame: Frame): object[] {
  const { width, height } = plotOf(frame);
  return endLabels(lines, axis, height).flatMap(({ y, words }) =>
    words.map((word, row) => ({
      ...{ words: word, x: width + 10, y: y + (row - (words.length - 1) / 2) * LINE_HEIGHT, align: 'left' },
      weight: row === (lines.length > 1 ? 1 : 0) ? 'bold' : 'normal',
    })),
  );
}

/** A row a line: its mark, its name and its last figure. */
function keysOf(lines: readonly TrendLine[], frame: Frame): object[] {
  return frame.hasKeys ? lines.map((_, line) => ({ line, x: 8 - frame.left, y: keyAt(line, frame) })) : [];
}

const keyAt = (line: number, frame: Frame): number => plotOf(frame).height + X_TITLE + KEY_ROW * (line + 0.8);

function keyWords(lines: readonly TrendLine[], frame: Frame): object[] {
  return lines.map(({ name, points }, line) => {
    const last = points.at(-1)!;
    const figure = `${last.words}${last.running ? ' so far' : ''}`;
    const words = lines.length > 1 ? `${name}: ${figure}` : `Last month shown: ${figure}`;
    return { words, x: 22 - frame.left, y: keyAt(line, frame), align: 'left', weight: 'normal' };
  });
}

/** Where the bars are closer than their numbers are wide, the highest and the last one alone have theirs. */
function wordsWithRoom(points: readonly FoundPoint[], step: number): string[] {
  const widthOf = ({ words }: FoundPoint): number => textWidth(words, TEXT_SIZE);
  const shown = points.filter(({ value }) => value !== null);
  if (shown.every((point) => widthOf(point) <= step)) return points.map(({ words }) => words);
  const last = points.length - 1;
  const highest = points.indexOf(
    shown.reduce((high, point) => (point.value! > high.value! ? point : high), shown[0]!),
  );
  const isApart = (last - highest) * step > (widthOf(points[last]!) + widthOf(points[highest]!)) / 2;
  return points.map(({ words }, at) => (at === last || (at === highest && isApart) ? words : ''));
}
