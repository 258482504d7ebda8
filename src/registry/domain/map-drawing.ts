import type { Boundary, Position } from './boundary.js';

export interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A point of the drawing in whole units from its north-west corner. */
export type DrawnPoint = readonly [x: number, y: number];

/** From the globe to a drawing: north up, a degree of longitude as much shorter as it is in the middle of the extent. */
export interface Projection {
  width: number;
  height: number;
  draw: (position: Position) => DrawnPoint;
}

/** @param size of the longer side, in units */
export function projectionOf({ west, south, east, north }: Extent, size: number): Projection {
  const shorter = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, up] = [(east - west) * shorter, north - south];
  const scale = size / Math.max(across, up, 1e-9);
  return {
    width: Math.max(1, Math.round(across * scale)),
    height: Math.max(1, Math.round(up * scale)),
    draw: ([lng, lat]) => [Math.round((lng - west) * shorter * scale), Math.round((north - lat) * scale)],
  };
}

/** Every line of a boundary on whole units, without points that fall together. */
export function drawnLines(boundary: Boundary, { draw }: Projection): DrawnPoint[][] {
  const rings = boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat();
  return rings.map((ring) => {
    const line: DrawnPoint[] = [];
    for (const position of ring) {
      const point = draw(position);
      const last = line.at(-1);
      if (!last || last[0] !== point[0] || last[1] !== point[1]) line.push(point);
    }
    return line;
  });
}

/**
 * The path of an SVG for a shape's lines, each left only as fine as `tolerance` units. A shape of which nothing would be
 * left is a small square, so that it can still be chosen.
 */
export function pathOf(lines: readonly DrawnPoint[][], tolerance: number): string {
  const closed = thinned(lines, tolerance);
  if (closed.length > 0) return closed.map(subpath).join('');
  const [x, y] = lines[0]?.[0] ?? [0, 0];
  return `M${x - 2} ${y - 2}h4v4h-4z`;
}

/** The same shapes drawn ever less finely until all paths together take at most so many characters. */
export function pathsWithin(shapes: readonly DrawnPoint[][][], most: number): string[] {
  for (let tolerance = 0.7; ; tolerance *= 1.5) {
    const paths = shapes.map((lines) => pathOf(lines, tolerance));
    const characters = paths.reduce((sum, path) => sum + path.length, 0);
    if (characters <= most || tolerance > 200) return paths;
  }
}

/** The lines of a shape left only as fine as `tolerance` units; what is nothing but a line to and fro goes. */
export const thinned = (lines: readonly DrawnPoint[][], tolerance: number): DrawnPoint[][] =>
  lines.map((line) => simplified(line, tolerance)).filter((line) => line.length > 3);

/** Relative steps are shorter than places: `M10 20l5 0-3 4z`. */
function subpath(line: readonly DrawnPoint[]): string {
  const [first, ...rest] = line.slice(0, -1) as [DrawnPoint, ...DrawnPoint[]];
  let [x, y] = first;
  let path = `M${x} ${y}l`;
  for (const [index, point] of rest.entries()) {
    const [dx, dy] = [point[0] - x, point[1] - y];
    path += `${index > 0 && dx >= 0 ? ' ' : ''}${dx}${dy < 0 ? '' : ' '}${dy}`;
    [x, y] = point;
  }
  return `${path}z`;
}

/** Douglas and Peucker: a point stays if the line without it would run further from it than the tolerance. */
function simplified(line: readonly DrawnPoint[], tolerance: number): DrawnPoint[] {
  if (line.length < 4) return [];
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  // A closed line has no two ends to begin with: it is cut at the point furthest from its first.
  const far = furthest(line, 0, line.length - 1).index;
  kept[far] = 1;
  const open: [number, number][] = [
    [0, far],
    [far, line.length - 1],
  ];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    if (to - from < 2) continue;
    const { index, distance } = furthest(line, from, to);
    if (distance <= tolerance) continue;
    kept[index] = 1;
    open.push([from, index], [index, to]);
  }
  return line.filter((_, index) => kept[index] === 1);
}

function furthest(
  line: readonly DrawnPoint[],
  from: number,
  to: number,
): { index: number; distance: number } {
  const [[ax, ay], [bx, by]] = [line[from]!, line[to]!];
  const length = Math.hypot(bx - ax, by - ay);
  let best = { index: from + 1, distance: -1 };
  for (let index = from + 1; index < to; index += 1) {
    const [x, y] = line[index]!;
    const distance =
      length === 0
        ? Math.hypot(x - ax, y - ay)
        : Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
    if (distance > best.distance) best = { index, distance };
  }
  return best;
}
