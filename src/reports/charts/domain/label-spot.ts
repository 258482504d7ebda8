import { type Line, type Stretch, stretchesAt } from './stretches.js';

/** Where a word of a given height finds most room inside a shape: its middle, and how wide it may be. */
export interface LabelSpot {
  x: number;
  y: number;
  width: number;
}

/** Nearer the middle first; uneven, so that a line hardly ever runs along a border that somebody drew straight. */
const PARTS = [0.4987, 0.4213, 0.5791, 0.3419, 0.6607, 0.2631, 0.7363, 0.1847, 0.8159];

/**
 * Find the widest place for a word inside a shape with its holes and islands.
 * @param lines closed; whatever lies inside an odd number of them is inside
 * @returns a spot of width 0 where there is no room for anything of this height
 */
export function labelSpot(lines: readonly Line[], height: number): LabelSpot {
  const ys = lines.flatMap((line) => line.map(([, y]) => y));
  const [top, bottom] = [
    ys.reduce((a, b) => Math.min(a, b), Infinity),
    ys.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  let best: LabelSpot = { x: 0, y: 0, width: 0 };
  for (const part of PARTS) {
    const y = top + (bottom - top) * part;
    const rows = [y - height / 2, y, y + height / 2].map((each) => stretchesAt(lines, each));
    for (const [from, to] of rows.reduce(overlaps)) {
      // A little more room further off is not worth standing off the middle.
      if (to - from > best.width * 1.1) best = { x: (from + to) / 2, y, width: to - from };
    }
  }
  return best;
}

function overlaps(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap(([from, to]) =>
    others
      .map(([start, end]): Stretch => [Math.max(from, start), Math.min(to, end)])
      .filter(([start, end]) => end > start),
  );
}
