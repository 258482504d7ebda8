import { describe, expect, it } from '@jest/globals';
import type { Boundary, Ring } from '../../registry/domain/boundary.js';
import { drawnMap } from '../../registry/places/drawn-map.js';
import type { ReportFigure } from '../compliance-report.js';
import { writtenFigure } from '../domain/written-figure.js';
import { choropleth } from './choropleth.js';
import { CLASS_WORDS, fillOf, NONE_DUE_CLASS } from './map-classes.js';
import { mapShape, type MapShapes } from './map-drawing.js';

const box = (x: number, y: number, width: number, height: number): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];
function drawingOf(
  ...boxes: [code: string, x: number, y: number, width: number, height: number][]
): MapShapes {
  const shapes = boxes.map(([code, ...at]) => {
    return mapShape(code, `M${at[0]} ${at[1]}h${at[2]}v${at[3]}h-${at[2]}z`, [box(...at)]);
  });
  return { width: 1_200, height: 800, shapes };
}
const figure = (neighbourhood: string, numerator: number, denominator: number): ReportFigure => ({
  ...{ measure: 'share-met', neighbourhood, channel: null, ward: null, commandArea: null, weekday: null },
  ...writtenFigure('percent', { numerator, denominator }),
  ...{ previous: null, change: null },
});
const report = {
  neighbourhoods: [
    { code: 'N1', name: 'Harbour "<script>alert(1)</script>' },
    { code: 'N2', name: 'Market & Mill' },
    { code: 'N3', name: 'Fen' },
    { code: 'N4', name: 'Isle' },
  ],
  figures: [figure('N1', 9, 10), figure('N2', 10, 10), figure('N3', 0, 0), figure('N4', 1, 3)],
};
const four = drawingOf(
  ['N1', 0, 0, 600, 800],
  ['N2', 600, 0, 600, 400],
  ['N3', 600, 400, 600, 400],
  ['N4', 100, 100, 40, 30],
);

describe('the map of a report', () => {
  const { svg, alternative, title, table } = choropleth(report, four, 0)!;

  it('has a shape for every neighbourhood, each of the class of its share', () => {
    const classes = [...svg.matchAll(/<title>([^<]*)<\/title><path d="[^"]*" fill="([^"]*)"/g)];
    const indexes = CLASS_WORDS.map((_, index) => index);
    const wordsOf = (fill: string): string => CLASS_WORDS[indexes.find((index) => fillOf(index) === fill)!]!;
    expect(classes.map(([, said, fill]) => [wordsOf(fill!), said])).toEqual([
      ['90% to 94.9%', 'Harbour &quot;&lt;script&gt;alert(1)&lt;/script&gt; (N1): 90.0%, 9 of 10'],
      ['100%', 'Market &amp; Mill (N2): 100.0%, 10 of 10'],
      ['None due', 'Fen (N3): none due'],
      ['Under 75%', 'Isle (N4): 33.3%, 1 of 3'],
    ]);
  });

  it('tells classes apart without colour: each has marks of its own, and is lighter than the next', () => {
    const samples = [...svg.slice(svg.indexOf('number of neighbourhoods')).matchAll(/<g [^>]*>(.*?)<\/g>/g)];
    const marks = samples.map(([, inside]) => /<path d="[^"]*"/.exec(inside!)?.[0] ?? '');
    expect(new Set(marks).size).toBe(NONE_DUE_CLASS + 1);
    const shades = CLASS_WORDS.slice(0, NONE_DUE_CLASS).map((_, index) => luminance(fillOf(index)));
    for (const [index, shade] of shades.slice(1).entries()) expect(shade).toBeLessThan(shades[index]! * 0.8);
    // Black borders stand out from all of them.
    for (const shade of shades)
      expect((shade + 0.05) / (luminance('#0b0c0c') + 0.05)).toBeGreaterThanOrEqual(3);
  });

  it('says in its legend how many there are of each', () => {
    for (const words of [
      '100%: 1',
      '95% to 99.9%: 0',
      '90% to 94.9%: 1',
      '75% to 89.9%: 0',
      'Under 75%: 1',
      'None due: 1',
    ])
      expect(svg).toContain(`>${words}<`);
  });

  it('writes the code into a shape that is hardly wider than it, within its border', () => {
    const enclave = drawingOf(['N1', 0, 0, 600, 800], ['N4', 100, 100, 88, 60]);
    const { svg: drawn } = choropleth(
      { ...report, neighbourhoods: report.neighbourhoods.map((each) => ({ ...each })) },
      enclave,
      0,
    )!;
    const [, x, width] = /<rect x="([\d.]+)"[^>]*? width="([\d.]+)"[^>]*><text [^>]*>N4</.exec(drawn)!;
    expect(Number(x)).toBeGreaterThanOrEqual(100);
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(188);
  });

  it('writes code and share where they fit, and nothing where nothing does', () => {
    const labels = [...svg.matchAll(/text-anchor="middle"[^>]*>([^<]+)</g)].map(([, words]) => words);
    expect(labels).toEqual(['N1', '90.0%', 'N2', '100.0%', 'N3']);
  });

  it('says in words what is to be seen', () => {
    expect([title, table]).toEqual(['Share answered within 72 hours, by neighbourhood', 'neighbourhoods']);
    expect(alternative).toBe(
      'Map of 4 neighbourhoods. 100%: 1; 90% to 94.9%: 1; Under 75%: 1; None due: 1. Lowest: Isle (N4) 33.3%, Harbour "<script>alert(1)</script> (N1) 90.0%.',
    );
    expect(choropleth(report, four, 2)!.alternative).toContain(
      ' 2 neighbourhoods have no boundary on record and are in the table only.',
    );
    expect(choropleth(report, four, 1)!.svg).toMatch(
      />1 neighbourhood has no boundary on record<\/text><text [^>]*>and is in the table only\.</,
    );
  });

  it('has nothing in it that the pages’ policy refuses', () => {
    expect(svg).not.toMatch(
      /\s(style|class|on\w+|href|xlink:href)=|url\(|<(script|style|image|a|use|pattern)\b/,
    );
  });

  it('is the same characters for the same figures', () => {
    expect(choropleth(structuredClone(report), structuredClone(four), 0)!.svg).toBe(svg);
  });

  it('is none where nothing can be drawn', () => {
    expect(choropleth(report, null, 4)).toBeNull();
    expect(choropleth({ neighbourhoods: [], figures: [] }, four, 0)).toBeNull();
  });

  it('stays below 300 kB for 210 neighbourhoods of up to 20,000 points', async () => {
    const places = Array.from({ length: 210 }, (_, index) => {
      const [west, south] = [-2 + (index % 15) * 0.05, 52 + Math.floor(index / 15) * 0.04];
      const extent = { west, south, east: west + 0.05, north: south + 0.04 };
      return { id: `${index}`, code: `NC${index}`, version: 1, ...extent };
    });
    const read = (ids: string[]): Promise<{ id: string; boundary: Boundary }[]> =>
      Promise.resolve(
        ids.map((id) => ({ id, boundary: coast(places[Number(id)]!, id === '7' ? 20_000 : 2_000) })),
      );
    const map = (await drawnMap(places, read, { size: 1_200, mostCharacters: 150_000 }))!;
    const shapes = map.shapes.map(({ place, path, lines }) => mapShape(place.code, path, lines));
    const all = {
      neighbourhoods: places.map(({ code }) => ({
        code,
        name: `Neighbourhood ${code} with a rather long name`,
      })),
      figures: places.map(({ code }, index) => figure(code, index % 50, 50)),
    };
    const chart = choropleth(all, { ...map, shapes }, 0)!;
    expect(saidIn(chart.svg)).toHaveLength(210);
    expect(Buffer.byteLength(chart.svg)).toBeLessThan(300_000);
  });
});

const saidIn = (svg: string): string[] => svg.match(/<title>/g) ?? [];
const luminance = (colour: string): number =>
  [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);

/** A crooked line round a box. */
function coast(
  { west, south, east, north }: { west: number; south: number; east: number; north: number },
  points: number,
): Boundary {
  const ring = Array.from({ length: points }, (_, index): Ring[number] => {
    const angle = (index / points) * 2 * Math.PI;
    const reach = 0.42 + 0.05 * Math.sin(index * 1.7) + 0.03 * Math.sin(index / 40);
    return [
      (west + east) / 2 + (east - west) * reach * Math.cos(angle),
      (south + north) / 2 + (north - south) * reach * Math.sin(angle),
    ];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}
