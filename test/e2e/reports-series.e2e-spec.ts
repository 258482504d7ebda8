import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { ApiKeys } from '../../src/access/api-keys.js';
import { addDays, localDayOf, periodOf } from '../../src/common/calendar.js';
import type { ReportSeries } from '../../src/reports/compliance-report.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { reportSeries } from '../../src/reports/series/report-series.js';
import type { SeriesAnswer } from '../../src/reports/series/series.dto.js';
import { monthsMeasured } from '../../src/reports/series/months-measured.js';
import { MONTHLY_MEASURES, SERIES_MEASURES } from '../../src/reports/series/series-measures.js';
import type { Answer } from '../support/access-app.js';
import { seedForce } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { CoverageWorld } from './coverage-world.js';
import { type Clocked, figureOf, HOURS_72, type ReportsWorld, utc } from './reports-world.js';

const PLACES = ['P1', 'P2', 'P3'];
/** P1 and P2 are one command area. */
const IN_AREA = PLACES.slice(0, 2);
const LOCAL = { zone: 'Europe/London' };
const DAY_MS = 86_400_000;

interface Query {
  place: number;
  due: number;
  /** Milliseconds after the start; null: not answered. */
  answered: number | null;
  out: { after: number; confirmed: boolean } | null;
  addressGone: number | null;
  /** Which part of them is changed after the months were counted. */
  late: boolean;
}

const edges = (from: string, count: number): number[] =>
  Array.from({ length: count }, (_, month) =>
    DateTime.fromISO(from, LOCAL).plus({ months: month }).toMillis(),
  );
const near = (instants: number[], span: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...instants), fc.constantFrom(-1, 0, 1)).map(([edge, by]) => edge + by),
    fc.tuple(fc.constantFrom(...instants), fc.integer({ min: 0, max: span })).map(([edge, by]) => edge + by),
  );
const after = fc.oneof(
  fc.constantFrom(0, 60_000, 60_001, HOURS_72 - 1, HOURS_72, HOURS_72 + 1),
  fc.integer({ min: 0, max: 2 * HOURS_72 }),
);
const query: fc.Arbitrary<Query> = fc.record({
  place: fc.integer({ min: 0, max: 2 }),
  due: near(edges('2025-02-01', 17), 31 * DAY_MS),
  answered: fc.option(after, { freq: 4 }),
  out: fc.option(fc.record({ after, confirmed: fc.boolean() }), { freq: 1 }),
  addressGone: fc.option(after, { freq: 1 }),
  late: fc.boolean(),
});
/** Days of an assignment or an absence, by their number from the first of February 2025. */
const days = fc
  .tuple(fc.integer({ min: -30, max: 500 }), fc.option(fc.integer({ min: 1, max: 250 }), { freq: 3 }))
  .map(([first, length]) => rangeOf(first, length === null ? null : first + length));
const history = fc.record({
  startsOn: fc.constantFrom('2024-01-01', '2026-01-15', '2026-03-31', '2026-05-01', '2025-06-01'),
  cutOff: near(edges('2026-02-01', 5), 31 * DAY_MS),
  queries: fc.array(query, { maxLength: 80 }),
  places: fc.array(
    fc.record({
      during: fc.oneof(fc.constant('[2020-01-01,)'), days),
      lead: days,
      deputy: fc.option(days),
      away: fc.option(days),
      failing: fc.option(days),
      withheld: fc.option(days),
    }),
    { minLength: 3, maxLength: 3 },
  ),
});
type History = typeof history extends fc.Arbitrary<infer One> ? One : never;

function rangeOf(first: number, end: number | null): string {
  return `[${addDays('2025-02-01', first)},${end === null ? '' : addDays('2025-02-01', end)})`;
}

describe('every month of a series is what the report of that month says', () => {
  let world: CoverageWorld;
  let months: ResponseMonths;
  let histories = 0;
  let compared = 0;
  let dirty = 0;
  let running = 0;
  let preceded = 0;
  let others = 0;

  beforeAll(async () => {
    world = await CoverageWorld.open();
    months = new ResponseMonths(world.reports.database);
  });
  afterAll(() => world.close());

  it('for random histories, months that are to be counted anew included', async () => {
    await fc.assert(fc.asyncProperty(history, compare), { numRuns: 20 });
  }, 240_000);

  it('of months of which some were counted, some were not, and some were still running', () => {
    expect(histories).toBeGreaterThanOrEqual(20);
    expect(compared).toBeGreaterThan(histories * 50);
    expect(dirty).toBeGreaterThan(10);
    expect(running).toBeGreaterThan(10);
    expect(preceded).toBeGreaterThan(histories);
    expect(others).toBeGreaterThan(3 * SERIES_MEASURES.length);
  });

  async function compare(one: History): Promise<void> {
    histories += 1;
    const force = await world.force(`series-${histories}`, one.startsOn);
    const ids = await placesOf(force, one);
    await world.reports.commandArea(
      force,
      'A',
      IN_AREA.map((place) => ids[PLACES.indexOf(place)]!),
    );
    const final = one.queries.map((each) => clockedOf(each, ids));
    // What is changed late was open before, and was counted so.
    const clockIds = await world.reports.clocks(
      force,
      final.map((clocked, index) => (one.queries[index]!.late ? openOf(clocked, ids, index) : clocked)),
    );
    await months.refresh();
    await world.reports.changeClocks(
      final.flatMap((clocked, index) =>
        one.queries[index]!.late ? [{ id: clockIds[index]!, clocked }] : [],
      ),
    );
    world.reports.clock.set(utc(new Date(one.cutOff).toISOString()));
    const first = await compareParts(force, one, ids);
    dirty += await cellsDue(world.reports, force);
    await months.refresh();
    expect(await seriesOf(force, one, null)).toEqual(first);
  }

  /** The force, and a command area; @returns the series of the force */
  async function compareParts(force: string, one: History, ids: string[]): Promise<ReportSeries[]> {
    const whole = await seriesOf(force, one, null);
    await compareMonths(force, whole, undefined);
    await compareMonths(force, await seriesOf(force, one, ids.slice(0, 2)), 'command-area:A');
    if (histories % 4 === 1) {
      const measured = await everyMeasure(force, one, whole[0]?.points ?? []);
      // Those of every report are the same, whichever statements have counted them.
      const known = new Map(measured.map((series) => [series.measure, series]));
      if (whole.length > 0) expect(SERIES_MEASURES.map((id) => known.get(id))).toEqual(whole);
      await compareReports(force, measured, undefined);
      others += measured.length;
    }
    return whole;
  }

  async function compareMonths(
    force: string,
    series: ReportSeries[],
    part: string | undefined,
  ): Promise<void> {
    expect(series.map(({ measure }) => measure)).toEqual(series.length === 0 ? [] : SERIES_MEASURES);
    await compareReports(force, series, part);
  }

  async function compareReports(
    force: string,
    series: ReportSeries[],
    part: string | undefined,
  ): Promise<void> {
    for (const [index, { fromOn, toOn }] of (series[0]?.points ?? []).entries()) {
      if (part && index % 4 !== 0) continue;
      if (!addDays(toOn, 1).endsWith('-01')) running += 1;
      const report = await world.reports.reports.complianceReport(force, fromOn, lastOfMonth(fromOn), part);
      if (report.precedingPeriod) preceded += 1;
      for (const { measure, points } of series) {
        const { numerator, denominator, value, shown, previous, change } = figureOf(report, measure);
        expect([measure, part, points[index]]).toEqual([
          measure,
          part,
          {
            ...{ fromOn, toOn, numerator, denominator, value, shown, previous },
            change: toOn === lastOfMonth(fromOn) ? change : null,
          },
        ]);
        compared += 1;
      }
    }
  }

  function everyMeasure(
    force: string,
    { startsOn, cutOff }: History,
    months: { fromOn: string; toOn: string }[],
  ): Promise<ReportSeries[]> {
    const cutOffAt = DateTime.fromMillis(cutOff, { zone: 'utc' });
    const spans = months.map(({ fromOn, toOn }) => ({ fromOn, toOn }));
    return world.reports.database.inForceSnapshot(force, (manager) =>
      monthsMeasured(manager, { id: force, startsOn, part: null }, MONTHLY_MEASURES, spans, cutOffAt),
    );
  }

  function seriesOf(
    force: string,
    { startsOn, cutOff }: History,
    part: string[] | null,
  ): Promise<ReportSeries[]> {
    const cutOffAt = DateTime.fromMillis(cutOff, { zone: 'utc' });
    const period = periodOf(localDayOf(cutOffAt), localDayOf(cutOffAt));
    return world.reports.database.inForceSnapshot(force, (manager) =>
      reportSeries(manager, { id: force, startsOn }, period, cutOffAt, part && { neighbourhoodIds: part }),
    );
  }

  async function placesOf(force: string, { places }: History): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, { during, lead, deputy, away, failing, withheld }] of places.entries()) {
      const officers = {
        A: await world.officer(force, `A${index}`, {
          absences: away ? [['sickness', away]] : [],
          withheld: withheld ? [withheld] : [],
        }),
        B: await world.officer(force, `B${index}`),
      };
      const assignments: [string, string, string][] = [['A', 'lead', lead]];
      if (deputy) assignments.push(['B', 'deputy', deputy]);
      const failures: [string, string][] = failing ? [['form', failing]] : [];
      ids.push(await world.place(force, PLACES[index]!, { during, assignments, failures }, officers));
    }
    return ids;
  }
});

/** A running month is counted up to the cut-off by its own report too, whose change from the whole month before it leaves out. */
const lastOfMonth = (fromOn: string): string =>
  DateTime.fromISO(fromOn, { zone: 'utc' }).endOf('month').toISODate()!;

function clockedOf({ place, due, answered, out, addressGone }: Query, ids: string[]): Clocked {
  const at = (millis: number): DateTime => DateTime.fromMillis(millis, { zone: 'utc' });
  const start = due - HOURS_72;
  return {
    neighbourhoodId: ids[place]!,
    dueAt: at(due),
    stoppedAt: answered === null ? null : at(start + answered),
    takenOut: out && {
      at: at(start + out.after),
      reason: 'spam',
      confirmedAt: out.confirmed ? at(start + out.after + 1) : null,
    },
    addressFailedAt: addressGone === null ? null : at(start + addressGone),
  };
}

/** Elsewhere, open or answered at once. */
function openOf({ dueAt }: Clocked, ids: string[], index: number): Clocked {
  return {
    neighbourhoodId: ids[(index + 1) % ids.length]!,
    dueAt,
    stoppedAt: index % 2 === 0 ? null : dueAt.minus({ hours: 71 }),
  };
}

async function cellsDue(world: ReportsWorld, force: string): Promise<number> {
  const { rows } = await world.admin.query<{ cells: number }>(
    'select count(distinct (neighbourhood_id, due_month))::int as cells from response_month_due where force_id = $1',
    [force],
  );
  return rows[0]!.cells;
}

describe('GET /api/v1/reports/series', () => {
  const FORCE = 'seriesford';
  let house: WholeApp;
  let key: string;
  const ask = (query: string, bearer = key): Promise<Answer> =>
    house.ask({ url: `/api/v1/reports/series?${query}`, headers: { authorization: `Bearer ${bearer}` } });

  beforeAll(async () => {
    house = await startWholeApp({ trial: { forceId: FORCE } });
    await seedForce(house.admin, FORCE, ['supervisor']);
    key = (await house.app.get(ApiKeys).make(FORCE, 'figures', ['reports:read'])).key;
  });
  afterAll(() => house.close());

  it('gives every month that has a day of the period, and logs the reading', async () => {
    const answer = await ask('from=2026-07-15&to=2026-09-02&measure=share-met');
    expect(answer.statusCode).toBe(200);
    const { force, part, period, series } = answer.json() as SeriesAnswer;
    expect([force.id, part, period]).toEqual([FORCE, null, { fromOn: '2026-07-15', toOn: '2026-09-02' }]);
    const earlier = { numerator: 0, denominator: 0, shown: 'none due' };
    const none = { ...earlier, value: null, previous: earlier, change: null };
    expect(series).toEqual([
      {
        measure: 'share-met',
        points: [
          { fromOn: '2026-07-01', toOn: '2026-07-31', ...none },
          { fromOn: '2026-08-01', toOn: '2026-08-31', ...none },
          { fromOn: '2026-09-01', toOn: '2026-09-30', ...none },
        ],
      },
    ]);
    const { rows } = await house.admin.query(
      `select actor_kind, action, subject_id from audit_entry where subject_kind = 'report' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      { actor_kind: 'api-key', action: 'disclose', subject_id: 'series:2026-07-15:2026-09-02' },
    ]);
  });

  const measuresOf = async (query: string): Promise<string[]> =>
    ((await ask(query)).json() as { series: ReportSeries[] }).series.map(({ measure }) => measure);

  it('gives those of every report if none is named, and all that have months if they are asked for', async () => {
    expect(await measuresOf('from=2026-09-01&to=2026-09-30')).toEqual(SERIES_MEASURES);
    const all = await measuresOf('from=2026-09-01&to=2026-09-30&measure=all');
    // A force without wards has none of their figures.
    expect(all).toEqual(MONTHLY_MEASURES.filter(({ kind }) => kind !== 'wards').map(({ id }) => id));
    expect(all.length).toBeGreaterThan(60);
  });

  it.each(MONTHLY_MEASURES.filter(({ kind }) => kind !== 'wards').map(({ id }) => id))(
    'gives the months of %s',
    async (id) => {
      expect(await measuresOf(`from=2026-08-01&to=2026-09-30&measure=${id}`)).toEqual([id]);
    },
  );

  it.each([
    [
      'from=2026-09-01&to=2026-09-30&measure=nothing',
      'measure',
      'one that has months, like share-met, or all for all of them',
    ],
    ['from=2026-09-01&to=2026-09-30&measure=share-met&measure=clocks-due', 'measure', 'Give measure once'],
    [
      'from=2026-09-01&to=2026-09-30&measure=not-yet-due',
      'measure',
      'which have months, and why the others have none',
    ],
    ['from=2026-09-01', 'to', 'Enter the last day'],
    ['from=2026-09-01&to=2026-08-01', 'to', 'The last day must be the first day or after it'],
    ['from=2026-09-01&to=2026-09-30&part=command-area:NONE', 'part', 'Choose a command area'],
  ])('refuses %s and says what to do', async (query, field, message) => {
    const answer = await ask(query);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      errors: [{ field, message: expect.stringContaining(message) as unknown }],
    });
  });

  it('is for machines that may read reports', async () => {
    const { key: other } = await house.app.get(ApiKeys).make(FORCE, 'registry', ['registry:read']);
    expect((await ask('from=2026-09-01&to=2026-09-30', other)).statusCode).toBe(403);
    expect((await ask('from=2026-09-01&to=2026-09-30', 'npg_nothing')).statusCode).toBe(401);
    expect((await ask('from=2026-09-01&to=2026-09-30&color=red')).statusCode).toBe(400);
  });
});
