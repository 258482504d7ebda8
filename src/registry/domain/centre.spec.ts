import { describe, expect, it } from '@jest/globals';
import type { Boundary, Position } from './boundary.js';
import { centreOf } from './centre.js';

const line = (...points: Position[]): Position[] => [...points, points[0]!];
const square = (west: number, south: number, size: number): Position[] =>
  line([west, south], [west + size, south], [west + size, south + size], [west, south + size]);
const polygon = (...coordinates: Position[][]): Boundary => ({ type: 'Polygon', coordinates });

describe('the centre of a neighbourhood', () => {
  it.each<[string, Boundary, Position]>([
    ['a square', polygon(square(-1, 52, 0.2)), [-0.9, 52.1]],
    ['a square drawn the other way round', polygon(square(-1, 52, 0.2).reverse()), [-0.9, 52.1]],
    ['a triangle', polygon(line([-1, 52], [-0.7, 52], [-1, 52.3])), [-0.9, 52.1]],
    [
      'a square with a hole to the east',
      polygon(square(0, 52, 1), square(0.5, 52.25, 0.5)),
      [0.416667, 52.5],
    ],
    [
      'equal islands, in a row with an odd one',
      {
        type: 'MultiPolygon',
        coordinates: [[square(0, 52, 0.1)], [square(0.2, 52, 0.1)], [square(0.4, 52, 0.1)]],
      },
      [0.25, 52.05],
    ],
  ])('of %s', (_, boundary, expected) => {
    expect(centreOf(boundary)).toEqual(expected);
  });

  it('of a ring lies in the ring', () => {
    const [lng, lat] = centreOf(polygon(square(0, 52, 1), square(0.1, 52.1, 0.8)));
    const inHole = lng >= 0.1 && lng <= 0.9 && lat >= 52.1 && lat <= 52.9;
    expect([lng > 0 && lng < 1 && lat > 52 && lat < 53, inHole]).toEqual([true, false]);
  });

  it('of a crescent lies in the crescent', () => {
    const [lng, lat] = centreOf(
      polygon(line([0, 52], [1, 52], [1, 53], [0, 53], [0, 52.9], [0.9, 52.9], [0.9, 52.1], [0, 52.1])),
    );
    expect(lng < 0.9 && lat > 52.1 && lat < 52.9).toBe(false);
  });
});
