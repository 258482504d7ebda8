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
  const pen = new Pen();
  for (const [row, stretches] of stretchesByRow(turned, rows)) {
    for (const [from, until] of stretches) {
      if (until - from <= 2 * INSET) continue;
      if (marks === 'dots') dots(pen, from, until, row, spacing);
      else pen.stroke(back([from + INSET, row * rows]), back([until - INSET, row * rows]));
    }
  }
  return pen.path;
}

/** Strokes one after the other, each from where the last one ended: a step is shorter to write than a place. */
class Pen {
  path = '';
  private x = 0;
  private y = 0;

  stroke(from: Point, to: Point): void {
    const [x, y] = [Math.round(from[0]), Math.round(from[1])];
    const [dx, dy] = [Math.round(to[0]) - x, Math.round(to[1]) - y];
    if (dx === 0 && dy === 0) return;
    const move = this.path === '' ? `M${steps(x, y)}` : `m${steps(x - this.x, y - this.y)}`;
    this.path += `${move}${dy === 0 ? `h${dx}` : dx === 0 ? `v${dy}` : `l${steps(dx, dy)}`}`;
    [this.x, this.y] = [x + dx, y + dy];
  }
}

const steps = (x: number, y: number): string => `${x}${y < 0 ? '' : ' '}${y}`;

/** Every other row stands between the dots of the one above. */
function dots(pen: Pen, from: number, until: number, row: number, spacing: number): void {
  const shift = row % 2 === 0 ? 0 : spacing / 2;
  for (let n = Math.ceil((from + DOT - shift) / spacing); n * spacing + shift <= until - DOT; n += 1) {
    const x = n * spacing + shift - DOT / 2;
    pen.stroke([x, row * spacing], [x + DOT, row * spacing]);
  }
}
