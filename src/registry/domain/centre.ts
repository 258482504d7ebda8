import type { Boundary, Position, Ring } from './boundary.js';

/**
 * The point of a neighbourhood at which its name may stand: the centre of its area, or, where that lies outside (a
 * crescent, a ring, islands), the middle of the widest stretch inside. Never on the border. To six decimals, a tenth
 * of a metre.
 */
export function centreOf(boundary: Boundary): Position {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;
  const rings = polygons.flat();
  const centre = centreOfArea(polygons);
  const [lng, lat] = isInside(centre, rings) ? centre : middleOfWidestStretch(rings);
  return [rounded(lng), rounded(lat)];
}

function centreOfArea(polygons: readonly Ring[][]): Position {
  const origin = polygons[0]![0]![0]!;
  let [area, x, y] = [0, 0, 0];
  for (const polygon of polygons) {
    for (const [index, ring] of polygon.entries()) {
      const part = momentsOf(ring, origin);
      // Rings run either way round in practice; the first of a polygon adds, its holes take away.
      const sign = Math.sign(part.area) * (index === 0 ? 1 : -1);
      area += sign * part.area;
      x += sign * part.x;
      y += sign * part.y;
    }
  }
  return [origin[0] + x / (3 * area), origin[1] + y / (3 * area)];
}

/** Twice the signed area and six times its moments, about an origin near by, so that no digits are lost. */
function momentsOf(ring: Ring, [ox, oy]: Position): { area: number; x: number; y: number } {
  const sum = { area: 0, x: 0, y: 0 };
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = [ring[i - 1]![0] - ox, ring[i - 1]![1] - oy];
    const [bx, by] = [ring[i]![0] - ox, ring[i]![1] - oy];
    const cross = ax * by - bx * ay;
    sum.area += cross;
    sum.x += (ax + bx) * cross;
    sum.y += (ay + by) * cross;
  }
  return sum;
}

function isInside([lng, lat]: Position, rings: readonly Ring[]): boolean {
  return stretchesAt(lat, rings).some(([west, east]) => west < lng && lng < east);
}

function middleOfWidestStretch(rings: readonly Ring[]): Position {
  const lats = rings.flat().map(([, lat]) => lat);
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  let best: { width: number; point: Position } = { width: -1, point: rings[0]![0]! };
  // Uneven parts, so that a line hardly ever runs along a border that somebody drew straight.
  for (const part of [0.4987, 0.2513, 0.7489, 0.1231, 0.8767, 0.3719, 0.6263]) {
    const lat = south + (north - south) * part;
    for (const [west, east] of stretchesAt(lat, rings)) {
      if (east - west > best.width) best = { width: east - west, point: [(west + east) / 2, lat] };
    }
  }
  return best.point;
}

/** From where to where a line of equal latitude lies inside. */
function stretchesAt(lat: number, rings: readonly Ring[]): [west: number, east: number][] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
      if (ay > lat !== by > lat) crossings.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
    }
  }
  crossings.sort((a, b) => a - b);
  const stretches: [number, number][] = [];
  for (let i = 1; i < crossings.length; i += 2) stretches.push([crossings[i - 1]!, crossings[i]!]);
  return stretches;
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
