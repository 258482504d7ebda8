import { centreOf } from './centre.js';
import { crossingOf } from './line-crossings.js';

export type Position = [lng: number, lat: number];
export type Ring = Position[];

/** A boundary in WGS84, longitude first, every line closed. */
export type Boundary =
  { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };

export type CheckedBoundary = { boundary: Boundary } | { problem: string };

/** Ten times the finest boundary the national service publishes. */
export const MAX_BOUNDARY_POINTS = 20_000;

/** Where a boundary of a force in England or Wales can lie: the British Isles with their waters. */
const BRITISH_ISLES = { west: -11, south: 49, east: 3, north: 61.5 };

/**
 * Accepts a GeoJSON Polygon or MultiPolygon, holes and islands included, and refuses what no point could be placed
 * in safely. Lines may touch, themselves and each other; they may not cross. Heights are dropped.
 * @example checkedBoundary({ type: 'Point', coordinates: [0, 52] }) // { problem: 'is a Point; …' }
 */
export function checkedBoundary(geometry: unknown): CheckedBoundary {
  if (typeof geometry !== 'object' || geometry === null)
    return { problem: 'is missing: give a Polygon or a MultiPolygon' };
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return {
      problem: `is a ${typeof type === 'string' ? type.slice(0, 40) : 'thing without type'}; give a Polygon or a MultiPolygon`,
    };
  }
  if (!Array.isArray(coordinates) || coordinates.length === 0)
    return { problem: 'is empty: it holds no coordinates' };
  const polygons: Ring[][] = [];
  for (const polygon of (type === 'Polygon' ? [coordinates] : coordinates) as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0)
      return { problem: 'is empty: a polygon in it has no line' };
    const rings: Ring[] = [];
    for (const line of polygon as unknown[]) {
      const ring = ringOf(line);
      if (typeof ring === 'string') return { problem: ring };
      rings.push(ring);
    }
    polygons.push(rings);
  }
  const problem = problemOf(polygons);
  if (problem) return { problem };
  return {
    boundary: type === 'Polygon' ? { type, coordinates: polygons[0]! } : { type, coordinates: polygons },
  };
}

/** The line as positions of two numbers, or what is wrong with it. */
function ringOf(line: unknown): Ring | string {
  if (!Array.isArray(line)) return 'is not nested as GeoJSON asks: a line must be a list of positions';
  if (line.length < 4)
    return `has a line of ${line.length} points: a closed line needs at least 4, the first repeated last`;
  const ring: Ring = [];
  for (const position of line as unknown[]) {
    if (!Array.isArray(position) || position.length < 2)
      return 'holds a position that is not [longitude, latitude]';
    const [lng, lat] = position as unknown[];
    if (typeof lng !== 'number' || typeof lat !== 'number') return 'holds a position that is not two numbers';
    const misplaced = misplacement(lng, lat);
    if (misplaced) return misplaced;
    ring.push([lng, lat]);
  }
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) {
    return `has a line that is not closed: it begins at ${at(first)} and ends at ${at(last)}`;
  }
  if (twiceTheArea(ring) === 0) return `has a line that crosses itself or encloses nothing, at ${at(first)}`;
  return ring;
}

function misplacement(lng: number, lat: number): string | undefined {
  if (isIn(lng, lat)) return undefined;
  const position = at([lng, lat]);
  if (isIn(lat, lng))
    return `has latitude and longitude swapped at ${position}: GeoJSON puts the longitude first`;
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) {
    return `holds ${position}, which is no longitude and latitude: convert it to WGS84 (EPSG:4326)`;
  }
  return `holds ${position}, which lies outside the British Isles`;
}

function isIn(lng: number, lat: number): boolean {
  const { west, south, east, north } = BRITISH_ISLES;
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

function problemOf(polygons: Ring[][]): string | undefined {
  const points = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  if (points > MAX_BOUNDARY_POINTS) {
    return `has ${points} points; simplify it to at most ${MAX_BOUNDARY_POINTS}`;
  }
  const crossing = crossingOf(polygons.flat());
  if (crossing)
    return `has lines that cross near ${at(crossing)}; draw it so that no line crosses another or itself`;
  for (const [outer, ...holes] of polygons) {
    const outside = holes.find((hole) => !liesIn(hole, outer!));
    if (outside) return `has a hole outside its outer line, at ${at(outside[0]!)}`;
  }
  const inner = polygons.length > 1 ? islandInIsland(polygons) : undefined;
  if (inner) return `has one part inside another, at ${at(inner)}; draw each part once`;
  return undefined;
}

/** A point of a part that lies wholly in another one, whose area would count twice. Lines do not cross by then. */
function islandInIsland(polygons: Ring[][]): Position | undefined {
  const parts = polygons.map((rings) => ({
    rings,
    inside: centreOf({ type: 'Polygon', coordinates: rings }),
    south: rings[0]!.reduce((least, [, lat]) => Math.min(least, lat), Infinity),
    north: rings[0]!.reduce((most, [, lat]) => Math.max(most, lat), -Infinity),
  }));
  const holds = ({ rings, south, north }: (typeof parts)[number], point: Position): boolean =>
    south < point[1] &&
    point[1] < north &&
    sideOf(point, rings[0]!) === 'in' &&
    rings.slice(1).every((hole) => sideOf(point, hole) === 'out');
  return parts.find((part) => parts.some((other) => other !== part && holds(other, part.inside)))?.inside;
}

/** Lines that do not cross lie either wholly in or wholly out, so one point that is not on the line decides. */
function liesIn(hole: Ring, outer: Ring): boolean {
  for (const position of hole) {
    const side = sideOf(position, outer);
    if (side !== 'on') return side === 'in';
  }
  return true;
}

function sideOf([x, y]: Position, ring: Ring): 'in' | 'out' | 'on' {
  let inside = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const within =
      Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
    if (within && Math.abs(cross) < 1e-14) return 'on';
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside ? 'in' : 'out';
}

function twiceTheArea(ring: Ring): number {
  const [x0, y0] = ring[0]!;
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

const at = ([lng, lat]: Position): string => `[${lng}, ${lat}]`;
