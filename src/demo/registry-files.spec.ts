import { describe, expect, it } from '@jest/globals';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { parseNeighbourhoodFeature } from '../registry/domain/neighbourhood-feature.js';
import { ASSIGNMENTS } from './data/assignments.js';
import { NEIGHBOURHOODS } from './data/neighbourhoods.js';
import { OFFICERS } from './data/officers.js';
import { PEOPLE } from './data/people.js';
import { assignmentsFile, dayOf, neighbourhoodsFile, officersFile } from './registry-files.js';

const { features } = neighbourhoodsFile();

describe('the fictional force', () => {
  it('has neighbourhoods that the import takes, one with a hole and one of two parts', () => {
    expect(features).toHaveLength(12);
    for (const feature of features) expect(parseNeighbourhoodFeature(feature)).not.toHaveProperty('problems');
    const parts = features.map(({ geometry }) => geometry);
    expect(parts.filter(({ type }) => type === 'MultiPolygon')).toHaveLength(1);
    expect(
      parts.filter(({ type, coordinates }) => type === 'Polygon' && coordinates.length === 2),
    ).toHaveLength(1);
  });

  it('has no place that belongs to two neighbourhoods', () => {
    const doubled: number[][] = [];
    let placed = 0;
    for (let lng = 1.61; lng < 2.31; lng += 0.0097) {
      for (let lat = 53.29; lat < 53.6; lat += 0.0061) {
        const holders = features.filter((feature) => booleanPointInPolygon([lng, lat], feature));
        if (holders.length > 0) placed += 1;
        if (holders.length > 1) doubled.push([lng, lat]);
      }
    }
    expect(placed).toBeGreaterThan(1_000);
    expect(doubled).toEqual([]);
  });

  it('writes to nobody: addresses of .example and numbers that Ofcom keeps for stories', () => {
    const text = JSON.stringify(features) + officersFile('2026-03-31') + JSON.stringify(PEOPLE);
    const addresses = text.match(/[\w.-]+@[\w.-]+/g)!;
    expect(addresses.length).toBeGreaterThan(80);
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
    const numbers = text.match(/\b0\d{4} \d{6}\b/g)!;
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.filter((number) => !/^(01632 960|07700 900)\d{3}$/.test(number))).toEqual([]);
  });

  it('assigns only officers and neighbourhoods that it has', () => {
    const codes = new Set(NEIGHBOURHOODS.map(({ code }) => code));
    const collars = new Set(OFFICERS.map(([collar]) => collar));
    expect(ASSIGNMENTS.filter(({ code, collar }) => !codes.has(code) || !collars.has(collar))).toEqual([]);
    expect(PEOPLE.filter(({ collar }) => collar && !collars.has(collar))).toEqual([]);
    expect(assignmentsFile('2026-03-31').trim().split('\n')).toHaveLength(ASSIGNMENTS.length + 1);
  });

  it.each([
    ['2024-09-02', '2026-03-31', '2024-09-02'],
    ['month-1/12', '2026-03-31', '2026-02-12'],
    ['month-2/27', '2026-01-01', '2025-11-27'],
    ['month+1/3', '2026-12-31', '2027-01-03'],
    ['day-20', '2026-03-03', '2026-02-11'],
    ['day+1', '2028-02-28', '2028-02-29'],
  ] as const)('reads the day %s on %s as %s', (day, todayOn, expected) => {
    expect(dayOf(day, todayOn)).toBe(expected);
  });
});
