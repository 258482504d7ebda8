import area from '@turf/area';
import bbox from '@turf/bbox';
import intersect from '@turf/intersect';
import type { Feature, MultiPolygon } from 'geojson';
import type { Boundary, Ring } from '../domain/boundary.js';
import type { Breather } from './breather.js';
import { type Box, clippedToBox, commonBox, halvesOf } from './domain/box-clip.js';

/** The clipping library takes some 10 ms for this many points; more are cut into pieces first. */
const POINTS_AT_ONCE = 300;

/** Some 10 cm: what the clipping library cannot solve in a piece of this size is left out. */
const SMALLEST_PIECE = 1e-6;

/** A boundary with what is asked of it again and again. */
export interface Shape {
  polygons: Ring[][];
  box: Box;
  km2: number;
}

export function shapeOf(boundary: Boundary): Shape {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;
  const [west, south, east, north] = bbox(boundary);
  return { polygons, box: [west, south, east, north], km2: area(boundary) / 1e6 };
}

/**
 * The area that two boundaries have in common, in km². Boundaries that only touch have none.
 *
 * Large ones are cut into pieces that the clipping library takes in milliseconds, and others have their turn in between.
 * @example two squares of 1 km², one moved east by half its width: 0.5
 */
export async function overlapKm2(a: Shape, b: Shape, breather: Breather): Promise<number> {
  const box = commonBox(a.box, b.box);
  if (!box) return 0;
  let sum = 0;
  const pieces: Piece[] = [{ box, a: a.polygons, b: b.polygons }];
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    await breather.breathe();
    const inA = clippedToBox(piece.a, piece.box);
    const inB = clippedToBox(piece.b, piece.box);
    if (inA.length === 0 || inB.length === 0) continue;
    const common = pointsOf(inA) + pointsOf(inB) <= POINTS_AT_ONCE ? commonKm2(inA, inB) : null;
    if (common !== null) sum += common;
    else if (sizeOf(piece.box) > SMALLEST_PIECE) {
      pieces.push(...halvesOf(piece.box).map((half) => ({ box: half, a: inA, b: inB })));
    }
  }
  return sum;
}

interface Piece {
  box: Box;
  a: Ring[][];
  b: Ring[][];
}

/** Null if the library gives up, as it may where lines all but coincide: smaller pieces are tried then. */
function commonKm2(a: Ring[][], b: Ring[][]): number | null {
  try {
    const common = intersect({ type: 'FeatureCollection', features: [featureOf(a), featureOf(b)] });
    return common ? area(common) / 1e6 : 0;
  } catch {
    return null;
  }
}

const featureOf = (coordinates: Ring[][]): Feature<MultiPolygon> => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiPolygon', coordinates },
});

const pointsOf = (polygons: readonly Ring[][]): number =>
  polygons.reduce((sum, rings) => sum + rings.reduce((points, ring) => points + ring.length, 0), 0);

const sizeOf = ([west, south, east, north]: Box): number => Math.max(east - west, north - south);
