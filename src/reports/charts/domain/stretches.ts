export type Point = readonly [x: number, y: number];
export type Line = readonly Point[];
export type Stretch = readonly [from: number, to: number];

/**
 * From where to where level lines run inside a shape: whatever lies inside an odd number of its closed lines is inside.
 * @param rows the heights of the lines are their number times this, so that those of shapes side by side join
 * @returns by the number of the line, those that meet the shape
 */
export function stretchesByRow(lines: readonly Line[], rows: number): Map<number, Stretch[]> {
  const crossings = new Map<number, number[]>();
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!];
      // An end belongs to the line above it alone, so that a corner is crossed once or twice and never missed.
      const [first, last] = [Math.ceil(Math.min(ay, by) / rows), Math.ceil(Math.max(ay, by) / rows) - 1];
      for (let row = first; row <= last; row += 1) {
        const x = ax + ((row * rows - ay) / (by - ay)) * (bx - ax);
        const found = crossings.get(row);
        if (found) found.push(x);
        else crossings.set(row, [x]);
      }
    }
  }
  const inOrder = [...crossings].sort(([a], [b]) => a - b);
  return new Map(inOrder.map(([row, xs]) => [row, pairsOf(xs)]));
}

/** The same of one line at any height. */
export function stretchesAt(lines: readonly Line[], y: number): Stretch[] {
  const crossings: number[] = [];
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!];
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
  }
  return pairsOf(crossings);
}

function pairsOf(crossings: number[]): Stretch[] {
  crossings.sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (let i = 1; i < crossings.length; i += 2) stretches.push([crossings[i - 1]!, crossings[i]!]);
  return stretches;
}
