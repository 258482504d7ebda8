import { describe, expect, it } from '@jest/globals';
import { ignoredWardProperties, parseWardFeature } from './ward-feature.js';

const geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [-1, 52],
      [-0.9, 52],
      [-0.9, 52.1],
      [-1, 52],
    ],
  ],
};
const feature = (properties: unknown, shape: unknown = geometry): object => ({
  type: 'Feature',
  properties,
  geometry: shape,
});

describe('the code and the name of a ward', () => {
  it.each<[string, object, string, string]>([
    ['as here', { code: 'E05001784', name: 'Abbey' }, 'E05001784', 'Abbey'],
    ['as the national service writes them', { WD24CD: 'E05001784', WD24NM: 'Abbey' }, 'E05001784', 'Abbey'],
    ['in lower case', { wd23cd: 'E05001784', wd23nm: 'Abbey' }, 'E05001784', 'Abbey'],
    ['of two years the latest', { WD22CD: 'old', WD22NM: 'Old', WD25CD: 'new', WD25NM: 'New' }, 'new', 'New'],
    ['as a council writes them', { WARD_CODE: 'A1', Ward_Name: ' Abbey ' }, 'A1', 'Abbey'],
    ['a number', { gss_code: 12, name: 'Abbey' }, '12', 'Abbey'],
  ])('%s', (_, properties, code, name) => {
    expect(parseWardFeature(feature(properties))).toEqual({
      row: { code, name, fromOn: null, untilOn: null, boundary: geometry },
    });
  });

  it('leave what else a file says, Welsh names and areas', () => {
    const properties = { WD24CD: 'W05', WD24NM: 'Abbey', WD24NMW: 'Abaty', BNG_E: 1, from: '2025-05-01' };
    expect(ignoredWardProperties(feature(properties))).toEqual(['WD24NMW', 'BNG_E']);
  });
});

describe('a ward that cannot be taken', () => {
  it.each<[string, unknown, { column: string; reason: string }[]]>([
    ['is no feature', { type: 'Polygon' }, [{ column: 'type', reason: 'must be "Feature"' }]],
    [
      'has no properties',
      feature(null),
      [{ column: 'properties', reason: 'is missing; it must hold a code and a name' }],
    ],
    [
      'has neither code nor name',
      feature({ ref: 1 }),
      [
        { column: 'code', reason: 'is missing' },
        { column: 'name', reason: 'is missing' },
      ],
    ],
    [
      'has a blank national name',
      feature({ WD24CD: 'E05', WD24NM: ' ' }),
      [{ column: 'WD24NM', reason: 'is missing' }],
    ],
    [
      'has no boundary',
      feature({ code: 'E05', name: 'Abbey' }, null),
      [{ column: 'geometry', reason: 'is missing: give a Polygon or a MultiPolygon' }],
    ],
    [
      'ends before it begins',
      feature({ code: 'E05', name: 'Abbey', from: '2026-05-01', until: '2026-04-30' }),
      [
        {
          column: 'until',
          reason: '2026-04-30 is before from (2026-05-01); it is the last day and included',
        },
      ],
    ],
    [
      'has a day that is none',
      feature({ code: 'E05', name: 'Abbey', from: '31/02/2026' }),
      [
        {
          column: 'from',
          reason: '"31/02/2026" is no date; write it like 2026-03-29, in a year from 1900 to 2199',
        },
      ],
    ],
  ])('%s', (_, given, problems) => {
    expect(parseWardFeature(given)).toEqual({ problems });
  });
});
