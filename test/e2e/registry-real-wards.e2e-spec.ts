import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { SettableClock } from '../../src/common/clock.js';
import { NeighbourhoodQueries } from '../../src/registry/neighbourhood-queries.js';
import {
  ASSIGNMENT_HEADER,
  csv,
  type ImportBench,
  importBench,
  OFFICER_HEADER,
} from '../support/registry-import.js';

const file = process.env['REAL_WARDS'];

(file ? describe : describe.skip)('the 171 real wards as neighbourhoods', () => {
  let bench: ImportBench;
  let codes: string[];
  const text = file ? readFileSync(file, 'utf8') : '';

  beforeAll(async () => {
    bench = await importBench(new SettableClock(DateTime.fromISO('2026-04-10T09:00:00Z', { zone: 'utc' })));
    const { features } = JSON.parse(text) as { features: { properties: { code: string } }[] };
    codes = features.map(({ properties }) => properties.code);
  });
  afterAll(() => bench.close());

  it('are all taken, and the second time nothing changes', async () => {
    expect(await bench.take('neighbourhoods', text)).toMatchObject({
      added: 171,
      notes: [
        'Properties that nothing is done with: district_code (171), district (171).',
        '171 new neighbourhoods have nobody assigned and count as vacant from 1 July 2025.',
      ],
    });
    expect(await bench.take('neighbourhoods', text)).toMatchObject({ added: 0, changed: 0, unchanged: 171 });
  });

  it('have 171 named officers', async () => {
    const officers = csv(
      OFFICER_HEADER,
      ...codes.map((_, i) => `${1000 + i},Officer ${i},PC,${i}@force.example,,,`),
    );
    const assignments = csv(
      ASSIGNMENT_HEADER,
      ...codes.map((code, i) => `${code},${1000 + i},lead,2025-07-01,`),
    );
    expect(await bench.take('officers', officers)).toMatchObject({ added: 171 });
    expect(await bench.take('assignments', assignments)).toMatchObject({ added: 171 });
  });

  it('hold their own centre', async () => {
    const centres = await bench.rows<{ code: string; lng: number; lat: number }>(
      'leicestershire',
      'select code, centre_lng lng, centre_lat lat from neighbourhood',
    );
    const queries = new NeighbourhoodQueries();
    const found = await bench.database.inForce('leicestershire', async (manager) => {
      const places: (string | undefined)[] = [];
      for (const { lng, lat } of centres) {
        places.push((await queries.placeByPoint(manager, 'leicestershire', lat, lng))?.code);
      }
      return places;
    });
    expect(found).toEqual(centres.map(({ code }) => code));
  });
});
