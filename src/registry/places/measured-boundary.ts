import area from '@turf/area';
import bbox from '@turf/bbox';
import { type Boundary, checkedBoundary, type Ring } from '../domain/boundary.js';
import { centreOf } from '../domain/centre.js';

/** A boundary with what is stored beside it. */
export interface Measured {
  boundary: Boundary;
  minLng: number;
  minLat: number;
  maxLng: number;
  maxLat: number;
  areaKm2: number;
  centreLng: number;
  centreLat: number;
}

export function measured(boundary: Boundary): Measured {
  const [minLng, minLat, maxLng, maxLat] = bbox(boundary);
  const [centreLng, centreLat] = centreOf(boundary);
  return { boundary, minLng, minLat, maxLng, maxLat, areaKm2: area(boundary) / 1e6, centreLng, centreLat };
}

/**
 * Several boundaries as one of several parts, which may share borders. Null if that is none that could be imported:
 * parts that overlap each other, or too many points.
 */
export function boundaryOfAll(boundaries: readonly Boundary[]): Boundary | null {
  const coordinates: Ring[][] = boundaries.flatMap((one) =>
    one.type === 'Polygon' ? [one.coordinates] : one.coordinates,
  );
  const checked = checkedBoundary({ type: 'MultiPolygon', coordinates });
  return 'boundary' in checked ? checked.boundary : null;
}
