import { type Line, type Point, stretchesByRow } from './stretches.js';

/** Marks that fill a shape: they tell one class from another without its colour. */
export type Marks = 'dots' | 'rising' | 'falling' | 'upright';

/** To where a mark's lines are level, and back. */
const TURNED: Readonly<Record<Marks, { to: (point: Point) => Point; back: (point: Point) => Point }>> = {
  dots: { to: (point) => point, back: (point) => point },
  upright: { to: ([x, y]) => [y, x], back: ([y, x]) => [x, y] },
  rising: { to: ([x, y]) => [x - y, x + y], back: ([a, b]) => [(a + b) / 2, (b - a) / 2] },
  falling: { to: ([x, y]) => [x + y, x - y], back: ([a, b]) => [(a + b) / 2, (a - b) / 2] },
};
const DOT = 4;
/** Marks end so many units before the border, which stays whole. */
const INSET = 2;

/**
 * The marks inside a shape as the path of strokes, without patterns and clippings, which not every reader of SVG knows.
 * Marks of shapes side by side go on in one another.
 * @param spacing units between two lines, or two dots
 */
export function hatching(lines: readonly Line[], marks: Marks, spacing: number): string {
  const { to, back } = TURNED[marks];
  const isSlanted = marks === 'rising' || marks === 'falling';
  const rows = isSlanted ? Math.round(spacing * Math.SQRT2) : spacing;
  const turned = lines.map((line) => line.map(to));
  let path = '';
  for (const [row, stretches] of stretchesByRow(turned, rows)) {
    for (const [from, until] of stretches) {
      if (until - from <= 2 * INSET) continue;
      if (marks === 'dots') path += dots(from, until, row, spacing);
      else path += stroke(back([from + INSET, row * rows]), back([until - INSET, row * rows]));
    }
  }
  return path;
}

function stroke(from: Point, to: Point): string {
  const [x, y] = [Math.round(from[0]), Math.round(from[1])];
  const [dx, dy] = [Math.round(to[0]) - x, Math.round(to[1]) - y];
  return dx === 0 && dy === 0 ? '' : `M${x} ${y}l${dx} ${dy}`;
}

/** Every other row stands between the dots of the one above. */
function dots(from: number, until: number, row: number, spacing: number): string {
  const shift = row % 2 === 0 ? 0 : spacing / 2;
  let path = '';
  for (let n = Math.ceil((from + DOT - shift) / spacing); n * spacing + shift <= until - DOT; n += 1) {
    path += `M${n * spacing + shift - DOT / 2} ${row * spacing}h${DOT}`;
  }
  return path;
}
