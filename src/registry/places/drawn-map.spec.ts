import { describe, expect, it } from '@jest/globals';
import type { Boundary } from '../domain/boundary.js';
import { drawnMap, type DrawnPlace, KeptDrawings } from './drawn-map.js';

const placeAt = (id: string, west: number, size: number, version = 1): DrawnPlace => ({
  ...{ id, version, west, south: 52, east: west + size, north: 52 + size },
});
const boundaryOf = ({ west, south, east, north }: DrawnPlace): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

describe('a map of neighbourhoods', () => {
  const places = [placeAt('small', -1, 0.1), placeAt('large', -0.9, 0.5), placeAt('unknown', -0.5, 0.2)];
  const read = (ids: string[]): Promise<{ id: string; boundary: Boundary }[]> =>
    Promise.resolve(
      places
        .filter(({ id }) => ids.includes(id) && id !== 'unknown')
        .map((place) => ({ id: place.id, boundary: boundaryOf(place) })),
    );

  it('has the largest first, and those alone that have a boundary', async () => {
    const map = await drawnMap(places, read, { size: 1_000, mostCharacters: 1_000 });
    expect(map!.shapes.map(({ place }) => place.id)).toEqual(['large', 'small']);
    expect(Math.max(map!.width, map!.height)).toBe(1_000);
  });

  it('reads boundaries a few at a time', async () => {
    const many = Array.from({ length: 60 }, (_, index) => placeAt(`${index}`, -1 + index / 100, 0.01));
    const asked: number[] = [];
    await drawnMap(
      many,
      (ids) => {
        asked.push(ids.length);
        return Promise.resolve(ids.map((id) => ({ id, boundary: boundaryOf(many[Number(id)]!) })));
      },
      { size: 1_000, mostCharacters: 10_000 },
    );
    expect(asked).toEqual([25, 25, 10]);
  });

  it('is none without places', async () => {
    expect(await drawnMap([], read, { size: 1_000, mostCharacters: 1_000 })).toBeNull();
  });
});

describe('a kept drawing', () => {
  it('serves until a neighbourhood has become another, or another version', async () => {
    const drawings = new KeptDrawings<number>();
    let drawn = 0;
    const of = (places: DrawnPlace[], force = 'a'): Promise<number> =>
      drawings.of(force, places, () => Promise.resolve((drawn += 1)));
    const place = placeAt('one', 0, 1);
    expect([await of([place]), await of([{ ...place }])]).toEqual([1, 1]);
    expect(await of([{ ...place, version: 2 }])).toBe(2);
    expect(await of([{ ...place, version: 2 }, placeAt('two', 0, 1)])).toBe(3);
    expect(await of([place], 'b')).toBe(4);
  });

  it('that failed is drawn anew', async () => {
    const drawings = new KeptDrawings<number>();
    const places = [placeAt('one', 0, 1)];
    await expect(drawings.of('a', places, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await drawings.of('a', places, () => Promise.resolve(1))).toBe(1);
  });
});
