import type { Position, Ring } from '../../domain/boundary.js';

/** West, south, east, north. */
export type Box = readonly [minLng: number, minLat: number, maxLng: number, maxLat: number];

type Side = 0 | 1 | 2 | 3;

/** The box that two have in common, or null if they have no area in common. */
export function commonBox(a: Box, b: Box): Box | null {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

/** Two halves, cut across the longer side. */
export function halvesOf([west, south, east, north]: Box): [Box, Box] {
  if (east - west >= north - south) {
    const middle = (west + east) / 2;
    return [
      [west, south, middle, north],
      [middle, south, east, north],
    ];
  }
  const middle = (south + north) / 2;
  return [
    [west, south, east, middle],
    [west, middle, east, north],
  ];
}

/**
 * What lies in a box, cut along its sides (Sutherland and Hodgman). A line that leaves the box and comes back runs
 * along its side meanwhile, to and fro: that encloses nothing, so areas are right.
 * @example the square of 0 to 2 in the box of 1 to 3 is the square of 1 to 2
 */
export function clippedToBox(polygons: readonly Ring[][], box: Box): Ring[][] {
  return polygons.flatMap((polygon) => {
    const [outer, ...holes] = polygon.map((ring) => clippedRing(ring, box));
    return outer ? [[outer, ...holes.filter((hole) => hole !== null)]] : [];
  });
}

function clippedRing(ring: Ring, box: Box): Ring | null {
  let points: Position[] = ring.slice(1);
  for (const side of [0, 1, 2, 3] as const) {
    if (points.every((point) => isWithin(point, box, side))) continue;
    points = cutAt(points, box, side);
  }
  if (points.length < 3 || enclosesNothing(points)) return null;
  return [...points, points[0]!];
}

/** What passed by a corner of the box is a line along its sides. */
function enclosesNothing(points: readonly Position[]): boolean {
  const [x, y] = points[0]!;
  let twice = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    const [a, b] = [points[i]!, points[i + 1]!];
    twice += (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y);
  }
  return Math.abs(twice) < 1e-16;
}

function cutAt(points: readonly Position[], box: Box, side: Side): Position[] {
  const kept: Position[] = [];
  let before = points.at(-1);
  for (const point of points) {
    const isIn = isWithin(point, box, side);
    if (before && isIn !== isWithin(before, box, side)) kept.push(meeting(before, point, box, side));
    if (isIn) kept.push(point);
    before = point;
  }
  return kept;
}

function isWithin([lng, lat]: Position, box: Box, side: Side): boolean {
  if (side === 0) return lng >= box[0];
  if (side === 1) return lat >= box[1];
  return side === 2 ? lng <= box[2] : lat <= box[3];
}

/** Where a piece of line meets a side: the same point whichever way the piece runs, as neighbours share their borders. */
function meeting(one: Position, other: Position, box: Box, side: Side): Position {
  const axis = side % 2 === 0 ? 0 : 1;
  const [a, b] = one[axis] < other[axis] ? [one, other] : [other, one];
  const part = (box[side] - a[axis]) / (b[axis] - a[axis]);
  return axis === 0 ? [box[side], a[1] + part * (b[1] - a[1])] : [a[0] + part * (b[0] - a[0]), box[side]];
}
