import { describe, expect, it } from '@jest/globals';
import { checkedBoundary, MAX_BOUNDARY_POINTS, type Position } from './boundary.js';

const corner = { lng: -1, lat: 52 };
/** Corners in hundredths of a degree east and north of one place, closed. */
const line = (...points: [number, number][]): Position[] =>
  [...points, points[0]!].map(([x, y]) => [corner.lng + x / 100, corner.lat + y / 100]);
const square = line([0, 0], [10, 0], [10, 10], [0, 10]);
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates });
const islands = (...coordinates: unknown[]) => ({ type: 'MultiPolygon', coordinates });

const circle = (count: number): Position[] => {
  const points = Array.from({ length: count }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / count;
    return [-1 + Math.cos(angle) / 10, 52 + Math.sin(angle) / 10];
  });
  return [...points, points[0]!];
};

/** A point on a circle about the origin, so far around it. */
const around = (part: number, radius: number): [number, number] => [
  radius * Math.cos(2 * Math.PI * part),
  radius * Math.sin(2 * Math.PI * part),
];

describe('a boundary', () => {
  it.each([
    ['a square', polygon(square)],
    ['a hole', polygon(square, line([2, 2], [4, 2], [4, 4]))],
    [
      'two holes that touch in a corner',
      polygon(square, line([2, 2], [4, 2], [4, 4]), line([4, 4], [6, 4], [6, 6])),
    ],
    ['a hole that touches the outer line in a corner', polygon(square, line([0, 0], [4, 2], [2, 4]))],
    ['a hole that touches the outer line between its corners', polygon(square, line([0, 5], [4, 4], [4, 6]))],
    ['islands', islands([square], [line([20, 20], [30, 20], [30, 30])])],
    ['islands that share a border', islands([square], [line([10, 0], [20, 0], [20, 10], [10, 10])])],
    ['islands that share a corner', islands([square], [line([10, 10], [20, 10], [20, 20])])],
    [
      'an island in the hole of another',
      islands([square, line([2, 2], [8, 2], [8, 8], [2, 8])], [line([4, 4], [6, 4], [6, 6])]),
    ],
    [
      'a line that touches itself in a corner',
      polygon(line([0, 0], [10, 0], [5, 5], [10, 10], [0, 10], [5, 5])),
    ],
    ['a point repeated in a row', polygon([square[0]!, ...square])],
    ['a spike', polygon(line([0, 0], [10, 0], [10, 10], [10, 15], [10, 10], [0, 10]))],
    ['heights', polygon(square.map((position) => [...position, 71.5]))],
    ['exactly as many points as allowed', polygon(circle(MAX_BOUNDARY_POINTS - 1))],
  ])('may have %s', (_, geometry) => {
    expect(checkedBoundary(geometry)).toEqual({ boundary: expect.objectContaining({ type: geometry.type }) });
  });

  it.each([
    ['nothing', null, /is missing/],
    ['another kind', { type: 'Point', coordinates: [0, 52] }, /is a Point; give a Polygon/],
    ['no kind', { coordinates: [square] }, /thing without type/],
    ['no coordinates', { type: 'Polygon', coordinates: [] }, /is empty/],
    ['no polygon', islands(), /is empty/],
    ['a polygon without a line', islands([]), /is empty/],
    [
      'the nesting of a line string',
      { type: 'Polygon', coordinates: square },
      /closed line needs at least 4/,
    ],
    ['coordinates that are a text', { type: 'Polygon', coordinates: '[[0,52]]' }, /is empty/],
    ['a line of three points', polygon([square[0], square[1], square[0]]), /line of 3 points/],
    [
      'a line that is not closed',
      polygon(square.slice(0, -1)),
      /is not closed: it begins at \[-1, 52\] and ends at \[-1, 52.1\]/,
    ],
    ['a position of one number', polygon([[-1], ...square]), /not \[longitude, latitude\]/],
    ['a position of texts', polygon(square.map((position) => position.map(String))), /not two numbers/],
    ['a position that is null', polygon([square[0], null, ...square]), /not \[longitude, latitude\]/],
    [
      'latitude first',
      polygon(square.map(([lng, lat]) => [lat, lng])),
      /swapped at \[52, -1\]: GeoJSON puts the longitude first/,
    ],
    [
      'eastings and northings',
      polygon([
        [458000, 304000],
        [459000, 304000],
        [459000, 305000],
        [458000, 304000],
      ]),
      /EPSG:4326/,
    ],
    [
      'a place abroad',
      polygon([
        [13, 52],
        [14, 52],
        [14, 53],
        [13, 52],
      ]),
      /outside the British Isles/,
    ],
    ['an area of nothing', polygon(line([0, 0], [10, 0], [5, 0])), /encloses nothing/],
    ['a bow-tie', polygon(line([0, 0], [10, 10], [10, 0], [0, 12])), /lines that cross near \[-0\.9/],
    [
      'a bow-tie that crosses in a corner',
      polygon(line([0, 0], [5, 5], [10, 12], [10, 0], [5, 5], [0, 10])),
      /lines that cross near \[-0\.95, 52\.05\]/,
    ],
    [
      'a line that goes through another at its corner',
      polygon(line([0, 0], [10, 0], [10, 10], [5, 0], [4, -5], [0, 10])),
      /lines that cross/,
    ],
    ['a hole across the outer line', polygon(square, line([5, 5], [15, 5], [15, 6])), /lines that cross/],
    [
      'islands that overlap',
      islands([square], [line([5, 5], [15, 5], [15, 15], [5, 15])]),
      /lines that cross/,
    ],
    [
      'a hole outside',
      polygon(square, line([20, 20], [30, 20], [30, 30])),
      /hole outside its outer line, at \[-0\.8, 52\.2\]/,
    ],
    ['an island twice', islands([square], [square]), /one part inside another, at \[-0\.95, 52\.05\]/],
    [
      'an island in another',
      islands([square], [line([2, 2], [4, 2], [4, 4])]),
      /one part inside another, at \[-0\.96/,
    ],
    [
      'too many points',
      polygon(circle(MAX_BOUNDARY_POINTS)),
      /has 20001 points; simplify it to at most 20000/,
    ],
  ])('may not have %s', (_, geometry, reason) => {
    expect(checkedBoundary(geometry)).toEqual({ problem: expect.stringMatching(reason) });
  });

  it.each<[string, object]>([
    [
      'a lake with an island',
      islands([square, line([2, 2], [8, 2], [8, 8], [2, 8])], [line([4, 4], [6, 4], [6, 6])]),
    ],
    [
      'an island that fills a lake',
      islands([square, line([2, 2], [8, 2], [8, 8])], [line([2, 2], [8, 2], [8, 8])]),
    ],
    [
      'a part that fills a notch, corner for corner',
      islands([line([0, 0], [5, 5], [10, 0], [10, 10], [0, 10])], [line([0, 0], [10, 0], [5, 5])]),
    ],
    ['a line that touches itself in a point', polygon(line([0, 0], [10, 0], [10, 10], [5, 0], [0, 10]))],
    [
      'a line that runs along itself',
      polygon(line([0, 0], [10, 0], [10, 5], [15, 5], [10, 5], [10, 10], [0, 10])),
    ],
  ])('may have %s', (_, geometry) => {
    expect(checkedBoundary(geometry)).toHaveProperty('boundary');
  });

  it.each<[string, (i: number) => [x: number, y: number]]>([
    ['spikes to all sides', (i) => around(i / 19_998, i % 2 ? 0.3 : 0.05)],
    ['petals that all touch in the middle', (i) => (i % 4 === 0 ? [0, 0] : around(i / 19_998, 0.3))],
    ['teeth from west to east', (i) => [i % 4 < 2 ? 0.5 : 0.01, i * 5e-5]],
    ['teeth from south to north', (i) => [i * 5e-5, i % 4 < 2 ? 0.5 : 0.01]],
  ])('of 20,000 points is checked and accepted: %s', (_, pointOf) => {
    const points = Array.from({ length: 19_996 }, (_value, i): Position => {
      const [x, y] = pointOf(i);
      return [-3 + x, 52 + y];
    });
    const corner: Position = _.startsWith('teeth') ? [-3.5, 51.5] : points[0]!;
    const checked = checkedBoundary(polygon([...points, corner, points[0]!]));
    expect(checked).toHaveProperty('boundary');
  });

  it('takes time by its points and not by their pairs', () => {
    const timeOf = (count: number): number => {
      const zigzag = Array.from({ length: count }, (_, i): Position => [-1 + i / 1e5, 52 + (i % 2) / 100]);
      const back = zigzag.map(([lng, lat]): Position => [lng, lat + 0.02]).reverse();
      const began = performance.now();
      expect(checkedBoundary(polygon([...zigzag, ...back, zigzag[0]]))).toHaveProperty('boundary');
      return performance.now() - began;
    };
    timeOf(500); // so that the first is not the one that is compiled
    // Sixteen times the points: by pairs it would be 256 times the time.
    const few = Math.max(1, ...Array.from({ length: 5 }, () => timeOf(600)));
    expect(timeOf(9_600) / few).toBeLessThan(120);
  });
});
