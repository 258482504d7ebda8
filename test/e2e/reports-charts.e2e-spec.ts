import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import type { DocumentChart } from '../../src/reports/document/report-document.js';
import { ReportCharts } from '../../src/reports/charts/report-charts.js';
import { ReportsWorld, utc } from './reports-world.js';

const FORCE = 'chartshire';
let world: ReportsWorld;
const charts = new ReportCharts();

/** A box of a tenth of a degree, the so-manieth from the west. */
function boxAt(index: number): object {
  const [west, south, size] = [-1 + index / 10, 52, 0.1];
  const ring = [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ];
  return {
    boundary: { type: 'Polygon', coordinates: [ring] },
    ...{ min_lng: west, min_lat: south, max_lng: west + size, max_lat: south + size },
  };
}

beforeAll(async () => {
  world = await ReportsWorld.open();
  await world.force(FORCE);
  const ids = [
    await world.neighbourhood(FORCE, 'N1', { name: '<img src=x onerror=alert(1)> & "Sons"', ...boxAt(0) }),
    await world.neighbourhood(FORCE, 'N2', boxAt(1)),
    await world.neighbourhood(FORCE, 'N3', { ...boxAt(2), during: '[2020-01-01,2026-03-15)' }),
    await world.neighbourhood(FORCE, 'N4', { ...boxAt(3), during: '[2026-03-15,)' }),
    await world.neighbourhood(FORCE, 'N5', {}),
  ];
  await world.commandArea(FORCE, 'WEST', ids.slice(0, 2));
  const at = (day: number): ReturnType<typeof utc> => utc('2026-03-01T12:00:00Z').plus({ days: day });
  await world.clocks(FORCE, [
    ...[1, 2, 3, 4].map((day) => ({ neighbourhoodId: ids[0]!, dueAt: at(day), stoppedAt: at(day - 1) })),
    { neighbourhoodId: ids[0]!, dueAt: at(5), stoppedAt: at(6) },
    { neighbourhoodId: ids[1]!, dueAt: at(-40), stoppedAt: at(-41) },
    { neighbourhoodId: ids[2]!, dueAt: at(2) },
  ]);
});
afterAll(() => world.close());

const reportOf = (part?: string): Promise<ComplianceReport> =>
  world.reports.complianceReport(FORCE, '2026-03-01', '2026-03-31', part);
const chartsOf = (report: ComplianceReport, by = charts): Promise<DocumentChart[]> =>
  world.database.inForceSnapshot(FORCE, (manager) => by.chartsOf(manager, report));
const saidOf = (chart: DocumentChart | undefined): string[] =>
  [...(chart?.svg ?? '').matchAll(/<title>([^<]*)</g)].map(([, said]) => said!);

describe('the charts of a report', () => {
  it('are the trends and the map of the neighbourhoods of its last day', async () => {
    const found = await chartsOf(await reportOf());
    expect(found.map(({ id, table }) => `${id} ${table}`)).toEqual([
      'share-met-trend months',
      'minutes-trend months',
      'missed-trend months',
      'coverage-trend months',
      'map neighbourhoods',
    ]);
    // N3 ended before the last day, and N5 has no boundary.
    expect(saidOf(found[4])).toEqual([
      '&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Sons&quot; (N1): 80.0%, 4 of 5',
      'N2 (N2): none due',
      'N4 (N4): none due',
    ]);
    expect(found[4]!.alternative).toContain('1 neighbourhood has no boundary on record');
  });

  it('say what the series of the report say', async () => {
    const report = await reportOf();
    const [share] = await chartsOf(report);
    const { points } = report.series!.find(({ measure }) => measure === 'share-met')!;
    expect(points.map(({ fromOn, shown }) => `${fromOn} ${shown}`).slice(-3)).toEqual([
      '2026-01-01 100.0',
      '2026-02-01 none due',
      '2026-03-01 66.7',
    ]);
    expect(share!.alternative).toContain('first 100.0% (January 2026), last 66.7% (March 2026).');
  });

  it('have no style, script, link or id of one another', async () => {
    const all = (await chartsOf(await reportOf())).map(({ svg }) => svg).join('');
    expect(all).not.toMatch(
      /\s(style|on\w+|href|xlink:href)="|<(script|style|image|img|a|use|foreignObject)\b/,
    );
    const ids = [...all.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are the same characters whoever draws them, and in whatever order they are asked for', async () => {
    const report = await reportOf();
    const first = await chartsOf(report);
    expect(await chartsOf(report)).toEqual(first);
    expect(await chartsOf(report, new ReportCharts())).toEqual(first);
  });

  it('of a command area show its neighbourhoods alone, larger; of one neighbourhood there is no map', async () => {
    const area = await chartsOf(await reportOf('command-area:WEST'));
    expect(saidOf(area[4]).map((said) => said.slice(-20))).toHaveLength(2);
    const one = await chartsOf(await reportOf('neighbourhood:N1'));
    expect(one.map(({ id }) => id)).not.toContain('map');
  });

  it('draw a boundary as it has become', async () => {
    const report = await reportOf();
    const before = (await chartsOf(report)).at(-1)!.svg;
    await world.admin.query(
      `update neighbourhood set boundary = replace(boundary::text, '52.1', '52.05')::jsonb, max_lat = 52.05,
              version = version + 1
        where force_id = $1 and code = 'N2'`,
      [FORCE],
    );
    const after = (await chartsOf(report)).at(-1)!.svg;
    expect(after).not.toBe(before);
  });

  it('of a kept report draw the map that was on record at its cut-off, whatever has become of it', async () => {
    const kept = { ...(await reportOf()), cutOffAt: DateTime.utc().toISO() };
    const mapThen = async (by = charts): Promise<string> => {
      const found = await world.database.inForceSnapshot(FORCE, (manager) => by.chartsThen(manager, kept));
      return found.at(-1)!.svg;
    };
    const mapNow = async (): Promise<string> => (await chartsOf(kept)).at(-1)!.svg;
    const first = await mapThen();
    expect(first).toBe(await mapNow());
    for (const north of ['52.08', '52.06']) {
      await world.admin.query(
        `update neighbourhood set boundary = regexp_replace(boundary::text, '52\\.\\d+', $2, 'g')::jsonb, max_lat = $2::float8
          where force_id = $1 and code = 'N1'`,
        [FORCE, north],
      );
    }
    await world.admin.query(
      `update neighbourhood set during = '[2026-06-01,)' where force_id = $1 and code = 'N4'`,
      [FORCE],
    );
    const now = await mapNow();
    expect(saidOf({ svg: now } as DocumentChart)).toHaveLength(2);
    expect(now).not.toBe(first);
    expect(await mapThen()).toBe(first);
    expect(await mapThen(new ReportCharts())).toBe(first);
  });

  it('are none of what was kept before there were series, but the map', async () => {
    const { series, ...kept } = await reportOf();
    expect(series).toHaveLength(10);
    expect((await chartsOf(kept)).map(({ id }) => id)).toEqual(['map']);
  });
});
