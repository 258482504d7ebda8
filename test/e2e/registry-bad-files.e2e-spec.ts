import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { SettableClock } from '../../src/common/clock.js';
import {
  collection,
  csv,
  feature,
  type ImportBench,
  importBench,
  OFFICER_HEADER,
} from '../support/registry-import.js';

const OFFICER = '4711,Ann Ward,PC,,,,';
const COLUMNS = `the columns are ${OFFICER_HEADER}`;

describe('a file that cannot be imported', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await importBench(new SettableClock(DateTime.fromISO('2026-04-10T09:00:00Z', { zone: 'utc' })));
  });
  afterAll(() => bench.close());

  const latin1 = Buffer.concat([
    Buffer.from(csv(OFFICER_HEADER, OFFICER)),
    Buffer.from('4712,Si\xe2n,PC,,,,\n', 'latin1'),
  ]);

  it.each<[string, string | Buffer, string[]]>([
    ['nothing', '', ['file: is empty']],
    ['only a byte-order mark', '\uFEFF\r\n', ['file: is empty']],
    ['only a header', `${OFFICER_HEADER}\n`, ['file: holds a header and no rows']],
    [
      'UTF-16',
      Buffer.from(`\uFEFF${OFFICER_HEADER}`, 'utf16le'),
      ['file: is UTF-16; save it as UTF-8 ("CSV UTF-8" in a spreadsheet)'],
    ],
    [
      'a spreadsheet',
      Buffer.from('PK\u0003\u0004\u0014', 'latin1'),
      ['file: is a spreadsheet or an archive; save it as CSV UTF-8 or as GeoJSON'],
    ],
    [
      'another encoding',
      latin1,
      ['line 3: is not UTF-8; save the file as UTF-8 ("CSV UTF-8" in a spreadsheet)'],
    ],
    [
      '64 MB and a byte',
      Buffer.alloc(64 * 1024 * 1024 + 1, 0x61),
      ['file: is 65 MB; split it into files of at most 64 MB'],
    ],
    [
      'semicolons',
      csv(OFFICER_HEADER.replaceAll(',', ';'), OFFICER.replaceAll(',', ';')),
      ['line 1: is separated by semicolons; save the file with commas'],
    ],
    [
      'tabs',
      csv(OFFICER_HEADER.replaceAll(',', '\t')),
      ['line 1: is separated by tabs; save the file with commas'],
    ],
    [
      'a missing column',
      csv(OFFICER_HEADER.replace(',rank', ''), '4711,Ann,,,,'),
      [`line 1, rank: is missing; ${COLUMNS}, and a cell may be empty`],
    ],
    [
      'no header',
      csv(OFFICER, OFFICER),
      expect.arrayContaining([
        `line 1, collar_number: is missing; ${COLUMNS}, and a cell may be empty`,
        `line 1, Ann Ward: is not known; remove it: ${COLUMNS}`,
      ]) as unknown as string[],
    ],
    [
      'a doubled column',
      csv(`${OFFICER_HEADER},name`, `${OFFICER},Bob`),
      ['line 1, name: stands there twice; remove one'],
    ],
    [
      'an unknown column',
      csv(`${OFFICER_HEADER},salary`, `${OFFICER},1`),
      [`line 1, salary: is not known; remove it: ${COLUMNS}`],
    ],
    [
      'a column without a name',
      csv(`${OFFICER_HEADER},`, `${OFFICER},`),
      [`line 1, (no name): is not known; remove it: ${COLUMNS}`],
    ],
    [
      'rows of other widths',
      csv(OFFICER_HEADER, '4711,Ward, Ann,PC,,,,', '', '4712'),
      [
        'line 2: has 8 cells where the header has 7; a comma inside a cell needs quotes around the cell',
        'line 4: has 1 cell where the header has 7; a comma inside a cell needs quotes around the cell',
      ],
    ],
    [
      'faults of every kind at once, each row named',
      csv(OFFICER_HEADER, OFFICER, '4712,Bo', OFFICER, '4713,,PC,,,,'),
      [
        'line 3: has 2 cells where the header has 7; a comma inside a cell needs quotes around the cell',
        'line 4, collar_number: 4711 stands on line 2 too; an officer has one row',
        'line 5, name: is missing',
      ],
    ],
    [
      'quotes that do not match',
      csv(OFFICER_HEADER, OFFICER, '4712,"Ann,PC,,,,'),
      ['line 3: has quotes that do not match: put the whole cell in quotes and double every quote inside it'],
    ],
    [
      'a quote inside',
      csv(OFFICER_HEADER, '4711,An"n" Ward,PC,,,,'),
      ['line 2: has quotes that do not match: put the whole cell in quotes and double every quote inside it'],
    ],
    [
      'the same officer twice',
      csv(OFFICER_HEADER, OFFICER, '', OFFICER),
      ['line 4, collar_number: 4711 stands on line 2 too; an officer has one row'],
    ],
    [
      'a cell of two lines before a bad one',
      csv(OFFICER_HEADER, '4711,"Ann\nWard",PC,,,,', '4712,Bo,King,,,,'),
      [
        'line 2, name: holds a line break or a tab; write it on one line',
        expect.stringMatching(/^line 4, rank: "King" is no rank; use one of: pcso, /) as unknown as string,
      ],
    ],
    [
      'bad cells all over',
      csv(OFFICER_HEADER, ',,PC,,,,', '4712,Bo,,x,y,z,q'),
      [
        'line 2, collar_number: is missing',
        'line 2, name: is missing',
        'line 3, rank: is missing',
        'line 3, name_withheld: "q" must be yes or no',
        'line 3, duty_email: "x" is no e-mail address; write it like name@force.example',
        'line 3, public_email: "y" is no e-mail address; write it like name@force.example',
        'line 3, public_telephone: "z" is no telephone number; write it like 101 or 0116 496 0000',
      ],
    ],
  ])('of officers: %s', async (_, content, reasons) => {
    expect(await bench.refusalOf('officers', content)).toEqual(reasons);
    expect(await bench.database.statement('f', 'select id from force')).toEqual([]);
  });

  const good = feature('NC01');
  const shaped = (geometry: unknown, code = 'NC02'): object => ({ ...feature(code, 1), geometry });
  const bowTie = [
    [-1, 52],
    [-0.9, 52.1],
    [-0.9, 52],
    [-1, 52.12],
    [-1, 52],
  ];

  it.each<[string, string | Buffer, string[]]>([
    [
      'no JSON',
      '{"type": "FeatureCollection",\n "features": [}\n',
      [
        expect.stringMatching(
          /^(file|line 2): is not JSON; export the file again as GeoJSON$/,
        ) as unknown as string,
      ],
    ],
    [
      'cut short',
      collection(good).slice(0, -20),
      [expect.stringMatching(/^(file|line 1): is not JSON/) as unknown as string],
    ],
    ['another kind of JSON', '[1, 2]', ['file: is no GeoJSON FeatureCollection']],
    ['null', 'null', ['file: is no GeoJSON FeatureCollection']],
    ['no features', collection(), ['file: holds no features']],
    [
      'another coordinate system',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [good],
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
      }),
      ['file, crs: is not WGS84; convert the file to EPSG:4326'],
    ],
    ['a feature that is none', collection(good, 7), ['feature 2, type: must be "Feature"']],
    [
      'one code twice',
      collection(good, good),
      ['feature 2 (NC01), code: is that of feature 1 too; a code names one neighbourhood'],
    ],
    [
      'crossing lines',
      collection(good, shaped({ type: 'Polygon', coordinates: [bowTie] })),
      [
        expect.stringMatching(
          /^feature 2 \(NC02\), geometry: has lines that cross near \[-0\.9\d+, 52\.0\d+\]/,
        ) as unknown as string,
      ],
    ],
    [
      'lines that cross in the middle, so that the areas cancel out',
      collection(
        shaped({
          type: 'Polygon',
          coordinates: [
            [
              [-1, 52],
              [-0.9, 52.1],
              [-0.9, 52],
              [-1, 52.1],
              [-1, 52],
            ],
          ],
        }),
      ),
      [expect.stringMatching(/^feature 1 \(NC02\), geometry: .*crosses itself/) as unknown as string],
    ],
    [
      'latitude first',
      collection(shaped({ type: 'Polygon', coordinates: [bowTie.map(([x, y]) => [y, x])] })),
      [
        'feature 1 (NC02), geometry: has latitude and longitude swapped at [52, -1]: GeoJSON puts the longitude first',
      ],
    ],
    [
      'no geometry',
      collection(shaped(null)),
      ['feature 1 (NC02), geometry: is missing: give a Polygon or a MultiPolygon'],
    ],
    [
      'a line that is open',
      collection(shaped({ type: 'Polygon', coordinates: [bowTie.slice(0, 4)] })),
      [
        'feature 1 (NC02), geometry: has a line that is not closed: it begins at [-1, 52] and ends at [-1, 52.12]',
      ],
    ],
    [
      'every problem of every feature',
      collection(feature('', 0, { name: null }), feature('NC03', 1, { from: '9999-12-31' })),
      [
        'feature 1 (), code: is missing',
        'feature 1 (), name: is missing',
        'feature 2 (NC03), from: "9999-12-31" is no date; write it like 2026-03-29, in a year from 1900 to 2199',
      ],
    ],
  ])('of neighbourhoods: %s', async (_, content, reasons) => {
    expect(await bench.refusalOf('neighbourhoods', content)).toEqual(reasons);
  });

  it('names all of many bad rows', async () => {
    const lines = Array.from({ length: 2_000 }, (_, i) => `${i},,PC,,,,`);
    expect(await bench.refusalOf('officers', csv(OFFICER_HEADER, ...lines))).toHaveLength(2_000);
  });
});
