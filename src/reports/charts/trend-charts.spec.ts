import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportPoint, ReportSeries } from '../compliance-report.js';
import type { DocumentChart } from '../document/report-document.js';
import { type FigureUnit, writtenFigure } from '../domain/written-figure.js';
import { trendCharts } from './trend-charts.js';

const CUT_OFF = '2026-11-22T10:00:00.000Z';
const MONTHS = Array.from({ length: 13 }, (_, index) => {
  const first = new Date(Date.UTC(2025, 10 + index, 1));
  const last = new Date(Date.UTC(2025, 11 + index, 0));
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  return { fromOn: day(first), toOn: index === 12 ? '2026-11-22' : day(last) };
});
const series = (
  measure: string,
  unit: FigureUnit,
  figure: (month: number) => Parameters<typeof writtenFigure>[1],
): ReportSeries => ({
  measure,
  points: MONTHS.map((month, index): ReportPoint => ({ ...month, ...writtenFigure(unit, figure(index)) })),
});
/** Nothing was due in the fifth month; the slowest tenth of the seventh has not been answered. */
const due = (month: number): number => (month === 4 ? 0 : 100 + month);
const missed = (month: number): number => (month === 4 ? 0 : (month * 7) % 12);
const SERIES: ReportSeries[] = [
  series('share-met', 'percent', (m) => ({ numerator: due(m) - missed(m), denominator: due(m) })),
  series('clocks-due', 'count', (m) => ({ value: due(m) })),
  series('clocks-missed', 'count', (m) => ({ value: missed(m) })),
  series('median-minutes', 'minutes', (m) => ({ value: m === 4 ? null : 900 - 10 * m, denominator: due(m) })),
  series('p90-minutes', 'minutes', (m) => ({
    value: m === 4 || m === 6 ? null : 3_600 + 50 * m,
    denominator: due(m),
  })),
  series('coverage-days', 'percent', (m) => ({ numerator: 2_900 + m, denominator: 3_000 })),
  series('national-days', 'percent', () => ({ numerator: 3_000, denominator: 3_000 })),
];
const PERIOD = { fromOn: '2026-11-01', toOn: '2026-11-30' };
const report = { series: SERIES, cutOffAt: CUT_OFF, period: PERIOD };

/** What a browser may meet in a picture of ours; everything else needs a look. */
const TAGS = ['svg', 'title', 'desc', 'g', 'path', 'line', 'rect', 'text', 'tspan'];
const luminance = (colour: string): number =>
  [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);
const contrastWithWhite = (colour: string): number => 1.05 / (luminance(colour) + 0.05);

describe('the trends of a report', () => {
  let charts: DocumentChart[];
  const chart = (id: string): DocumentChart => charts.find((each) => each.id === id)!;

  beforeAll(async () => {
    charts = await trendCharts(report);
  });

  it('are drawn anew for a telephone, in as many units as there are pixels, with ids of their own', () => {
    for (const { id, narrow, svg } of charts) {
      expect(narrow).toContain('viewBox="0 0 320 366"');
      expect(narrow).toContain(`id="chart-${id}-narrow-title"`);
      const ids = (picture: string): string[] =>
        [...picture.matchAll(/ id="([^"]*)"/g)].map(([, own]) => own!);
      expect(ids(svg).filter((own) => ids(narrow!).includes(own))).toEqual([]);
      // All words have the size of text, and every third month has some.
      expect(new Set([...narrow!.matchAll(/font-size="(\d+)/g)].map(([, size]) => size))).toEqual(
        new Set(['16']),
      );
      for (const month of ['Nov', 'Feb', 'May', 'Aug']) expect(narrow).toContain(`>${month}<`);
      for (const month of ['Dec', 'Jan', 'Oct']) expect(narrow).not.toContain(`>${month}<`);
    }
    expect(chart('minutes-trend').narrow).toContain('>Median: 13\u00a0h so far<');
  });

  it('are four, beside the table of the months', () => {
    expect(charts.map(({ id, table }) => `${id} ${table}`)).toEqual([
      'share-met-trend months',
      'minutes-trend months',
      'missed-trend months',
      'coverage-trend months',
    ]);
  });

  it('are the same characters for the same figures, drawn at once or one after the other', async () => {
    const again = await Promise.all([trendCharts(report), trendCharts(structuredClone(report))]);
    expect(again).toEqual([charts, charts]);
  });

  it('consist of shapes and texts without styles, scripts, links or ids of one another', () => {
    const ids: string[] = [];
    for (const { svg } of charts) {
      expect(new Set([...svg.matchAll(/<([a-zA-Z]+)/g)].map(([, tag]) => tag))).toEqual(
        new Set(TAGS.filter((tag) => svg.includes(`<${tag}`))),
      );
      expect(svg).not.toMatch(/\s(style|class|on\w+|href|xlink:href)=|url\(|undefined|NaN|null/);
      ids.push(...[...svg.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!));
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are named and described', () => {
    for (const { id, svg, title, alternative, width, height } of charts) {
      expect(svg).toContain(`role="img" aria-labelledby="chart-${id}-title chart-${id}-desc"`);
      expect(svg).toContain(`<title id="chart-${id}-title">${title}</title>`);
      expect(svg).toContain(`<desc id="chart-${id}-desc">${alternative.replace(/&/g, '&amp;')}</desc>`);
      expect(svg).toContain(`viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`);
    }
  });

  it('have no text below 16 pixels, and colours that stand out from white', () => {
    for (const { svg } of charts) {
      for (const [, size] of svg.matchAll(/font-size="([\d.]+)(?:px)?"/g))
        expect(Number(size)).toBeGreaterThanOrEqual(16);
      for (const [, colour] of svg.matchAll(/<(?:text|svg)[^>]* fill="(#[0-9a-f]{6})"/g))
        expect(contrastWithWhite(colour!)).toBeGreaterThanOrEqual(4.5);
      const strokes = [...svg.matchAll(/<path[^>]* stroke="(#[0-9a-f]{6})"/g)].map(([, colour]) => colour!);
      expect(strokes.length).toBeGreaterThan(0);
      for (const colour of strokes) expect(contrastWithWhite(colour)).toBeGreaterThanOrEqual(3);
    }
  });

  it('print figures as the model does, and say why a month has none', () => {
    const last = (measure: string): string =>
      SERIES.find((each) => each.measure === measure)!.points[12]!.shown;
    expect(chart('share-met-trend').svg).toContain(`${last('share-met')}%`);
    expect(chart('share-met-trend').svg).toContain('>none due<');
    expect(chart('missed-trend').svg).toContain('>none due<');
    for (const words of ['Median', '90th percentile', '72 hours', '>so far<'])
      expect(chart('minutes-trend').svg).toContain(words);
    expect(chart('share-met-trend').svg).toContain('the axis begins at 80%');
  });

  it('draw no line across a month without a figure', () => {
    // Twelve months with a figure in two runs: ten strokes and not eleven.
    const strokes = chart('share-met-trend').svg.match(/<line[^>]* stroke="#12436d" stroke-width="3"/g);
    expect(strokes).toHaveLength(10);
  });

  it('say in words what is to be seen', () => {
    expect(chart('share-met-trend').alternative).toBe(
      'Share answered within 72 hours: first 100.0% (November 2025), last 100.0% (November 2026 so far). Lowest 89.5% (April 2026), highest 100.0% (November 2025). The same in the last as in the first. None due: March 2026.',
    );
    expect(chart('minutes-trend').alternative.replaceAll('\u00a0', ' ')).toBe(
      'Median: first 15 h (November 2025), last 13 h (November 2026 so far). Lowest 13 h (November 2026 so far), highest 15 h (November 2025). Down by 2 h from first to last. None due: March 2026. ' +
        '90th percentile: first 60 h (November 2025), last 70 h (November 2026 so far). Lowest 60 h (November 2025), highest 70 h (November 2026 so far). Up by 10 h from first to last. None due: March 2026. Not yet answered: May 2026.',
    );
    expect(chart('coverage-trend').alternative).toContain(
      'National measure: 100.0% in every month that has a figure.',
    );
  });

  it.each([
    ['2026-10-25', '2026-10-25', 'whole calendar months, not only 25 October 2026'],
    ['2026-11-01', '2026-11-15', 'whole calendar months, not only 1 November 2026 to 15 November 2026'],
    ['2026-04-01', '2027-03-31', null],
  ])('beside %s to %s say what their months are', async (fromOn, toOn, words) => {
    const beside = await trendCharts({ ...report, period: { fromOn, toOn } });
    for (const [at, { title, alternative, svg }] of beside.entries()) {
      const whole = charts[at]!;
      expect(title).toBe(words ? `${whole.title} (${words})` : whole.title);
      expect(alternative).toBe(words ? `Of ${words}. ${whole.alternative}` : whole.alternative);
      expect(svg).toContain(`>${title}</title>`);
    }
  });

  it('are none of a report that was kept before there were months in it', async () => {
    expect(await trendCharts({ cutOffAt: CUT_OFF, period: PERIOD })).toEqual([]);
    expect(await trendCharts({ cutOffAt: CUT_OFF, period: PERIOD, series: [] })).toEqual([]);
  });

  it('can be drawn of a single month, and of months without any figure', async () => {
    const first = SERIES.map(({ measure, points }) => ({ measure, points: points.slice(4, 5) }));
    const [share, minutes] = await trendCharts({ cutOffAt: CUT_OFF, period: PERIOD, series: first });
    expect(share!.alternative).toBe(
      'Share answered within 72 hours: no month has a figure. None due: March 2026.',
    );
    expect(minutes!.svg).not.toMatch(/NaN|undefined|null/);
  });
});
