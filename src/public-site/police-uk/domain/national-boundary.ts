import type { Boundary, Position, Ring } from '../../../registry/domain/boundary.js';

export interface NationalPoint {
  latitude: string;
  longitude: string;
}

/**
 * "[{latitude,longitude}], first point repeated last": the national shape has room for one line. Of a neighbourhood of
 * several parts it is the outer line of the largest; holes are not in it. None without a boundary.
 */
export function nationalBoundary(boundary: Boundary | null): NationalPoint[] {
  if (!boundary) return [];
  const outer =
    boundary.type === 'Polygon' ? [boundary.coordinates[0]!] : boundary.coordinates.map(([ring]) => ring!);
  const largest = outer.reduce((best, ring) => (areaOf(ring) > areaOf(best) ? ring : best));
  return largest.map(([longitude, latitude]) => ({
    latitude: decimal(latitude),
    longitude: decimal(longitude),
  }));
}

/** Good for comparing parts of one neighbourhood: a degree of longitude counts for less the further north it lies. */
function areaOf(ring: Ring): number {
  const [[lng0, lat0]] = ring as [Position, ...Position[]];
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    sum += (ax - lng0) * (by - lat0) - (bx - lng0) * (ay - lat0);
  }
  return Math.abs(sum) * Math.cos((lat0 * Math.PI) / 180);
}

/** Never `5e-7`, as JavaScript writes what lies close to Greenwich. */
function decimal(degrees: number): string {
  const text = String(degrees);
  return text.includes('e') ? degrees.toFixed(12).replace(/\.?0+$/, '') : text;
}
