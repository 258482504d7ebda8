import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { SettableClock } from '../../src/common/clock.js';
import { Areas } from '../../src/registry/areas.js';
import { NeighbourhoodQueries } from '../../src/registry/neighbourhood-queries.js';
import {
  ASSIGNMENT_HEADER,
  collection,
  csv,
  type ImportBench,
  importBench,
  OFFICER_HEADER,
} from '../support/registry-import.js';

const FORCE = 'leicestershire';
/** A square by its south-west corner and size, in hundredths of a degree from 1 degree west, 52 north. */
const square = (x: number, y: number, size: number): number[][] =>
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ].map(([a, b]) => [-1 + a! / 100, 52 + b! / 100]);
const place = (code: string, geometry: object, from?: string): object => ({
  type: 'Feature',
  properties: { code, name: code, from },
  geometry,
});

describe('places', () => {
  let bench: ImportBench;

  beforeAll(async () => {
    bench = await importBench(new SettableClock(DateTime.fromISO('2026-04-10T09:00:00Z', { zone: 'utc' })));
    const features = [
      place('large', { type: 'Polygon', coordinates: [square(0, 0, 40), square(2, 2, 6)] }),
      place('small', { type: 'Polygon', coordinates: [square(20, 20, 10)] }),
      place('islands', {
        type: 'MultiPolygon',
        coordinates: [[square(50, 0, 10)], [square(70, 0, 10), square(72, 2, 4)]],
      }),
      place('coming', { type: 'Polygon', coordinates: [square(90, 0, 10)] }, '2026-06-01'),
    ];
    await bench.take('neighbourhoods', collection(...features));
    await bench.take('officers', csv(OFFICER_HEADER, '1,A,PC,,,,', '2,B,Inspector,,,,'));
    await bench.take(
      'assignments',
      csv(
        ASSIGNMENT_HEADER,
        'large,1,lead,2026-01-01,2026-03-31',
        'small,1,deputy,2026-03-31,',
        'small,2,supervisor,2026-01-01,',
      ),
    );
  });
  afterAll(() => bench.close());

  it.each<[string, number, number, string | null]>([
    ['inside', 30, 5, 'large'],
    ['in a hole', 5, 5, null],
    ['where two overlap, the smaller', 25, 25, 'small'],
    ['on the outer border', 0, 10, 'large'],
    ['on one island', 55, 5, 'islands'],
    ['on the other', 71, 1, 'islands'],
    ['in the hole of an island', 74, 4, null],
    ['between the islands, within their extent', 65, 5, null],
    ['outside every boundary', 45, 5, null],
  ])('a point %s', async (_, x, y, code) => {
    const found = await bench.database.inForce(FORCE, (manager) =>
      new NeighbourhoodQueries().placeByPoint(manager, FORCE, 52 + y / 100, -1 + x / 100),
    );
    expect(found?.code ?? null).toBe(code);
  });

  it.each([
    ['2026-05-31', null],
    ['2026-06-01', 'coming'],
  ])('a point of a neighbourhood that begins on 1 June, on %s', async (on, code) => {
    const found = await bench.database.inForce(FORCE, (manager) =>
      new NeighbourhoodQueries().placeByPoint(manager, FORCE, 52.05, -0.05, on),
    );
    expect(found?.code ?? null).toBe(code);
  });

  it.each([
    ['1', '2025-12-31', []],
    ['1', '2026-03-30', ['large']],
    ['1', '2026-03-31', ['large', 'small']],
    ['1', '2026-04-01', ['small']],
    ['2', '2026-04-01', ['small']],
  ])('the areas of officer %s on %s', async (collarNumber, on, codes) => {
    const [officer] = await bench.rows<{ id: string }>(
      FORCE,
      `select id from officer where collar_number = '${collarNumber}'`,
    );
    const ids = await bench.database.inForce(FORCE, (manager) =>
      new Areas().neighbourhoodsOf(manager, FORCE, officer!.id, on),
    );
    const rows = await bench.rows<{ id: string; code: string }>(
      FORCE,
      'select id, code from neighbourhood order by code',
    );
    expect(rows.filter(({ id }) => ids.includes(id)).map(({ code }) => code)).toEqual(codes);
  });
});
