import { describe, expect, it } from '@jest/globals';
import type { Boundary, Ring } from '../domain/boundary.js';
import { overlapKm2, shapeOf } from './area-overlap.js';
import { Breather } from './breather.js';

/** A square by its south-west corner and size, in hundredths of a degree from 1 degree west, 52 north. */
const square = (x: number, y: number, width: number, height = width): Ring =>
  [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ].map(([a, b]) => [-1 + a! / 100, 52 + b! / 100]);
const polygon = (...rings: Ring[]): Boundary => ({ type: 'Polygon', coordinates: rings });
const islands = (...polygons: Ring[][]): Boundary => ({ type: 'MultiPolygon', coordinates: polygons });

const shareOf = async (ward: Boundary, other: Boundary): Promise<number> => {
  const shape = shapeOf(ward);
  return (await overlapKm2(shape, shapeOf(other), new Breather())) / shape.km2;
};

/** A round shape of so many points with a wavy edge. */
function wavy(points: number, lng: number, phase: number): Boundary {
  const ring: Ring = [];
  for (let i = 0; i < points; i += 1) {
    const angle = (2 * Math.PI * i) / points;
    const radius = 0.2 * (1 + 0.1 * Math.sin(37 * angle + phase) + 0.02 * Math.sin(811 * angle));
    ring.push([lng + radius * Math.cos(angle), 52 + radius * Math.sin(angle)]);
  }
  return polygon([...ring, ring[0]!]);
}

describe('the share of an area that lies in another, worked by hand', () => {
  // East to west every hundredth of a degree has the same area, so these shares are exact.
  it.each<[string, Boundary, Boundary, number]>([
    ['all of it', polygon(square(0, 0, 10)), polygon(square(0, 0, 10)), 1],
    ['all of it, in a larger one', polygon(square(2, 0, 4)), polygon(square(0, -5, 20)), 1],
    ['half', polygon(square(0, 0, 10)), polygon(square(5, 0, 10)), 0.5],
    [
      'a twentieth, exactly the least that counts',
      polygon(square(0, 0, 10)),
      polygon(square(9.5, 0, 10)),
      0.05,
    ],
    ['apart', polygon(square(0, 0, 10)), polygon(square(20, 0, 10)), 0],
    ['a border in common', polygon(square(0, 0, 10)), polygon(square(10, 0, 10)), 0],
    ['a corner in common', polygon(square(0, 0, 10)), polygon(square(10, 10, 10)), 0],
    ['in the hole of the other', polygon(square(2, 2, 4)), polygon(square(0, 0, 10), square(1, 1, 8)), 0],
    [
      'filling the hole of the other',
      polygon(square(2, 2, 4)),
      polygon(square(0, 0, 10), square(2, 2, 4)),
      0,
    ],
    // 10 wide, a hole of 5 over the full height but a rim: the ward of 10 x 10 has 100 - 50 = 50 parts; west of 2.5 lie 25.
    [
      'with a hole of its own',
      polygon(
        square(0, 0, 10),
        square(2.5, 0, 5, 10).map(([a, b]) => [a!, b! > 52.05 ? 52.1 : b!]),
      ),
      polygon(square(0, 0, 2.5, 10)),
      0.5,
    ],
    ['of two islands one', islands([square(0, 0, 10)], [square(20, 0, 10)]), polygon(square(19, 0, 15)), 0.5],
    [
      'of two islands the one and a quarter of the other',
      islands([square(0, 0, 10)], [square(20, 0, 10)]),
      islands([square(0, 0, 10)], [square(27.5, 0, 10)]),
      0.625,
    ],
    [
      'islands that share a border',
      polygon(square(0, 0, 10)),
      islands([square(0, 0, 2)], [square(2, 0, 2)], [square(0, 2, 10, 8)]),
      0.88,
    ],
    ['drawn the other way round', polygon(square(0, 0, 10).toReversed()), polygon(square(5, 0, 10)), 0.5],
  ])('%s', async (_, ward, other, share) => {
    // Farther north a degree is a little narrower: 0.02 % over a tenth of a degree.
    expect(await shareOf(ward, other)).toBeCloseTo(share, 3);
  });

  it('is exactly a twentieth where it is exactly that', async () => {
    const share = await shareOf(polygon(square(0, 0, 10)), polygon(square(9.5, -1, 10, 20)));
    expect(Math.abs(share - 0.05)).toBeLessThan(1e-9);
  });

  it('is the same whether or not boundaries are cut into pieces', async () => {
    const [small, large] = [wavy(140, 0, 0), wavy(140, 0.05, 1)];
    const dense = (boundary: Boundary): Boundary =>
      polygon(
        (boundary.coordinates[0] as Ring).flatMap(([x, y], i, ring) => {
          const [a, b] = ring[i + 1] ?? [x, y];
          return Array.from({ length: 10 }, (_, k): [number, number] => [
            x + ((a - x) * k) / 10,
            y + ((b - y) * k) / 10,
          ]);
        }),
      );
    expect(await shareOf(dense(small), dense(large))).toBeCloseTo(await shareOf(small, large), 5);
  });

  it('of boundaries of 20,000 points is worked out while others have their turn', async () => {
    const [one, other] = [wavy(19_999, 0, 0), wavy(19_999, 0.05, 1)];
    await shareOf(one, other);
    let turns = 0;
    const ticks = setInterval(() => (turns += 1), 1);
    const share = await shareOf(one, other);
    clearInterval(ticks);
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(0.9);
    expect(turns).toBeGreaterThan(3);
  });
});
