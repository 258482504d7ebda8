import { describe, expect, it } from '@jest/globals';
import type { Boundary, Ring } from './boundary.js';
import { type DrawnPoint, drawnLines, pathOf, pathsWithin, projectionOf } from './map-drawing.js';

const extent = { west: -1, south: 52, east: 0, north: 53 };

describe('a projection', () => {
  it('puts north on top, keeps whole units and shortens a degree of longitude', () => {
    const { width, height, draw } = projectionOf(extent, 1_000);
    expect([width, height]).toEqual([609, 1_000]);
    expect(draw([-1, 53])).toEqual([0, 0]);
    expect(draw([0, 52])).toEqual([609, 1_000]);
  });

  it('does not fail of a single point', () => {
    expect(projectionOf({ west: -1, south: 52, east: -1, north: 52 }, 100).draw([-1, 52])).toEqual([0, 0]);
  });
});

describe('the lines of a boundary', () => {
  it('lose points that fall together, in every part and hole', () => {
    const ring: Ring = [
      [-1, 53],
      [-0.9999999, 53],
      [0, 53],
      [0, 52],
      [-1, 53],
    ];
    const boundary: Boundary = { type: 'MultiPolygon', coordinates: [[ring, ring], [ring]] };
    expect(drawnLines(boundary, projectionOf(extent, 1_000))).toHaveLength(3);
    expect(drawnLines(boundary, projectionOf(extent, 1_000))[0]).toEqual([
      [0, 0],
      [609, 0],
      [609, 1_000],
      [0, 0],
    ]);
  });
});

describe('a path', () => {
  const square: DrawnPoint[] = [
    [10, 10],
    [15, 10],
    [20, 10],
    [20, 20],
    [10, 20],
    [10, 10],
  ];

  it('goes from point to point without those on a straight line', () => {
    expect(pathOf([square], 0.7)).toBe('M10 10l10 0 0 10-10 0z');
  });

  it('has a line for each part', () => {
    expect(pathOf([square, square], 0.7)).toBe('M10 10l10 0 0 10-10 0zM10 10l10 0 0 10-10 0z');
  });

  it('keeps a shape too small to draw as a square that can be chosen', () => {
    expect(pathOf([[[5, 5]]], 0.7)).toBe('M3 3h4v4h-4z');
    expect(
      pathOf(
        [
          [
            [5, 5],
            [6, 5],
            [5, 5],
          ],
        ],
        0.7,
      ),
    ).toBe('M3 3h4v4h-4z');
    expect(pathOf([], 0.7)).toBe('M-2 -2h4v4h-4z');
  });

  it('stays within the tolerance of every point it leaves out', () => {
    const circle: DrawnPoint[] = Array.from({ length: 2_001 }, (_, k) => [
      Math.round(500 + 400 * Math.cos((k * Math.PI) / 1_000)),
      Math.round(500 + 400 * Math.sin((k * Math.PI) / 1_000)),
    ]);
    const path = pathOf([circle], 5);
    expect(path.length).toBeLessThan(200);
    const kept = pointsOf(path);
    for (const [x, y] of kept) expect(Math.abs(Math.hypot(x - 500, y - 500) - 400)).toBeLessThan(1);
    const middles = kept.map(([x, y], index) => {
      const [nextX, nextY] = kept[(index + 1) % kept.length]!;
      return Math.hypot((x + nextX) / 2 - 500, (y + nextY) / 2 - 500);
    });
    for (const middle of middles) expect(400 - middle).toBeLessThan(6);
  });
});

/** Where a path of relative steps goes. */
function pointsOf(path: string): [number, number][] {
  const numbers = path.match(/-?\d+/g)!.map(Number);
  let [x, y] = [0, 0];
  return Array.from({ length: numbers.length / 2 }, (_, index) => {
    x += numbers[2 * index]!;
    y += numbers[2 * index + 1]!;
    return [x, y];
  });
}

describe('the paths of many shapes', () => {
  it('are drawn less finely until they fit', () => {
    const jagged: DrawnPoint[] = Array.from({ length: 1_000 }, (_, k) => [k, k % 2 ? 3 : 0]);
    const shape = [[...jagged, [500, 900] as DrawnPoint, jagged[0]!]];
    const [fine, coarse] = [pathsWithin([shape], 1e6), pathsWithin([shape, shape], 200)];
    expect(fine[0]!.length).toBeGreaterThan(2_000);
    expect(coarse.join('').length).toBeLessThanOrEqual(200);
    expect(coarse).toHaveLength(2);
  });
});
