import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/common/calendar.js';
import { failureRuns, type RouteTry } from '../../src/registry/contactable/domain/failure-runs.js';
import { keepFailureRuns } from '../../src/registry/contactable/route-failures.query.js';
import { ThinTriesJob } from '../../src/registry/contactable/thin-tries.job.js';
import { coverageStateOn } from '../../src/registry/coverage/coverage.js';
import { contactable } from './contactable-world.js';
import { CoverageWorld } from './coverage-world.js';
import { utc } from './reports-world.js';

const FIRST = '2025-11-20';
const TODAY = '2026-05-04';
/** Over the change to summer time, too. */
const DAYS = Array.from({ length: 166 }, (_, day) => addDays(FIRST, day));
const KEPT_DAYS = 30;
const KEPT_FROM = addDays(TODAY, -KEPT_DAYS);

interface Tried extends RouteTry {
  /** The neighbourhood, or the officer whose address it is. */
  placeId: string;
  kind: string;
  at: string;
}

/** The same for every run: a sequence that looks like none. */
function drawn(): () => number {
  let seed = 20_260_504;
  return () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

describe('tries of contact routes that are old', () => {
  let world: CoverageWorld;
  let force: string;
  const tried: Tried[] = [];

  beforeAll(async () => {
    world = await CoverageWorld.open();
    world.reports.clock.set(utc(`${TODAY}T02:40:00Z`));
    force = await world.force('north');
    const elsewhere = await world.force('south');
    const draw = drawn();
    for (const [of, codes] of [
      [force, ['N1', 'N2', 'N3', 'N4']],
      [elsewhere, ['S1']],
    ] as const) {
      for (const code of codes) {
        // At N3 there is but the officer's own address.
        const own = code === 'N3';
        const officers = { O: await world.officer(of, code, own ? { email: ['(,)'] } : {}) };
        const routes: [string, string][] = [
          ...(own ? [] : [['web', '(,)'] as [string, string]]),
          ...(code === 'N4' ? [['form', '(,)'] as [string, string]] : []),
        ];
        const placeId = await world.place(
          of,
          code,
          { routes, assignments: [['O', 'lead', '[2025-01-01,)']] },
          officers,
        );
        for (const [kind] of routes) await tries(of, 'neighbourhood_id', placeId, kind, draw);
        if (own) await tries(of, 'officer_id', officers.O, 'email', draw);
      }
      await world.reports.database.inForce(of, (manager) => keepFailureRuns(manager, of, null));
    }
  });
  afterAll(() => world.close());

  /** Every six hours on most days; spells in which nothing works, single failures, and days without a try. */
  async function tries(
    of: string,
    column: 'neighbourhood_id' | 'officer_id',
    placeId: string,
    kind: string,
    draw: () => number,
  ): Promise<void> {
    let fails = 0;
    const rows = DAYS.flatMap((on) => {
      fails = fails > 0 ? fails - 1 : draw() < 0.12 ? Math.ceil(draw() * 6) : 0;
      if (draw() < 0.15) return [];
      return ['05', '11', '17', '21'].map((hour) => ({
        ...{
          force_id: of,
          [column]: placeId,
          kind,
          checked_at: `${on}T${hour}:30:00Z`,
          checked_on: on,
        },
        ...{ works: fails === 0 && draw() > 0.3, reason: 'x' },
      }));
    });
    await world.reports.insert('route_check', rows);
    if (of === force)
      tried.push(
        ...rows.map(({ checked_on: on, checked_at: at, works }) => ({ placeId, kind, at, on, works })),
      );
  }

  const job = (config: object = {}): ThinTriesJob =>
    new ThinTriesJob(
      world.reports.database,
      world.reports.clock,
      world.reports.audit,
      contactable({ keep_tries_days: KEPT_DAYS, ...config }),
    );
  const rows = async <Row>(sql: string, values: unknown[] = [force]): Promise<Row[]> =>
    (await world.reports.admin.query(sql, values)).rows as Row[];
  const coverageDayByDay = async (todayOn: string): Promise<unknown> =>
    world.reports.database.inForce(force, async (manager) => {
      const states: Record<string, string> = {};
      for (const on of DAYS) {
        const found = await coverageStateOn(manager, force, on, todayOn);
        states[on] = found.map(({ code, state, national }) => `${code} ${state} ${national}`).join(', ');
      }
      return states;
    });
  const runs = (): Promise<unknown[]> => rows('select * from route_failure where force_id = $1 order by id');
  const counted = (of: string): Promise<unknown[]> =>
    rows(
      `select count(*) filter (where checked_on < $2)::int as old, count(*) filter (where checked_on >= $2)::int as kept
         from route_check where force_id = $1`,
      [of, KEPT_FROM],
    );
  /**
   * The one try of each route and day that is left: the last that worked, or the last of all if none did. Worked out here
   * from all that was ever tried.
   */
  const deciding = (): string[] => {
    const days = new Map<string, Tried>();
    for (const one of tried.filter(({ on }) => on < KEPT_FROM)) {
      const key = `${one.placeId} ${one.kind} ${one.on}`;
      if (one.works || !days.get(key)?.works) days.set(key, one);
    }
    return [...days].map(([key, { at, works }]) => `${key} ${works} ${at}`).sort();
  };

  it('are thinned to the one of each route and day that decides; coverage of every past day is as it was', async () => {
    const [before] = (await counted(force)) as { old: number; kept: number }[];
    const [states, failures] = [await coverageDayByDay(TODAY), await runs()];
    expect(new Set(Object.values(states as object)).size).toBeGreaterThan(5);
    expect(failures.length).toBeGreaterThan(10);

    // Two instances at once share the days; the second time there is nothing to do.
    const gone = await Promise.all([job().thinTries(), job().thinTries()]);
    expect(gone[0] + gone[1]).toBeGreaterThan(1_000);
    expect(await job().thinTries()).toBe(0);

    const left = await rows<{ text: string }>(
      `select concat_ws(' ', neighbourhood_id, officer_id, kind, checked_on, works::text,
                to_char(checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as text
         from route_check where force_id = $1 and checked_on < $2`,
      [force, KEPT_FROM],
    );
    const expected = deciding();
    expect(left.map(({ text }) => text).sort()).toEqual(expected);
    expect(await counted(force)).toEqual([{ old: expected.length, kept: before!.kept }]);

    expect(await coverageDayByDay(TODAY)).toEqual(states);
    expect(await runs()).toEqual(failures);
    // Worked out anew from what is left, nothing differs either.
    const again = await world.reports.database.inForce(force, (manager) =>
      keepFailureRuns(manager, force, null),
    );
    expect(again).toBe(0);
  });

  it('leave what is written of them in the log, by numbers', async () => {
    const [entry] = await rows<{ entries: number; tries: number; subjects: string[] }>(
      `select count(*)::int as entries, sum((detail ->> 'routeTries')::int)::int as tries, array_agg(distinct subject_id) as subjects
         from audit_entry where force_id = $1 and actor_id = 'thin-route-tries' and action = 'erase'`,
    );
    const [left] = (await counted(force)) as { old: number; kept: number }[];
    expect(entry).toMatchObject({ tries: tried.length - left!.old - left!.kept, subjects: [force] });
    expect(entry!.entries).toBeGreaterThan(100);
  });

  it('decide with the tries of today as they would have with all that were made', async () => {
    const [{ placeId }] = tried as [Tried];
    await world.reports.insert('route_check', [
      {
        ...{ force_id: force, neighbourhood_id: placeId, kind: 'web', checked_at: `${TODAY}T09:00:00Z` },
        ...{ checked_on: TODAY, works: true, reason: 'x' },
      },
    ]);
    tried.push({ placeId, kind: 'web', at: `${TODAY}T09:00:00Z`, on: TODAY, works: true });
    await world.reports.database.inForce(force, (manager) =>
      keepFailureRuns(manager, force, { neighbourhoodId: placeId, kind: 'web' }),
    );
    const kept = await rows<{ during: string }>(
      `select during::text from route_failure where force_id = $1 and neighbourhood_id = $2 order by during`,
      [force, placeId],
    );
    const own = tried.filter((one) => one.placeId === placeId && one.kind === 'web');
    expect(kept.map(({ during }) => during)).toEqual(
      failureRuns(own).map(({ fromOn, untilOn }) => `[${fromOn},${untilOn ? addDays(untilOn, 1) : ''})`),
    );
  });

  it('go so many days at a time, oldest first, and on as days go by', async () => {
    await rows(`delete from route_check where force_id = 'south'`, []);
    await rows(`delete from route_check_thinned where force_id = 'south'`, []);
    const [{ id: placeId }] = (await rows<{ id: string }>(
      `select id from neighbourhood where code = 'S1'`,
      [],
    )) as [{ id: string }];
    await world.reports.insert(
      'route_check',
      DAYS.flatMap((on) =>
        [1, 2].map((hour) => ({
          ...{ force_id: 'south', neighbourhood_id: placeId, kind: 'web', checked_on: on },
          ...{ checked_at: `${on}T0${hour}:00:00Z`, works: hour === 1, reason: 'x' },
        })),
      ),
    );
    const doubled = async (): Promise<unknown[]> =>
      rows(
        `select min(checked_on)::text as first, count(*)::int as days from
           (select checked_on from route_check where force_id = 'south' group by 1 having count(*) > 1) d`,
        [],
      );
    expect(await job().thinTries(10)).toBe(10);
    expect(await doubled()).toEqual([{ first: addDays(FIRST, 10), days: DAYS.length - 10 }]);
    await job().thinTries();
    expect(await doubled()).toEqual([{ first: KEPT_FROM, days: DAYS.length - DAYS.indexOf(KEPT_FROM) }]);
    world.reports.clock.set(utc(`${addDays(TODAY, 2)}T02:40:00Z`));
    expect(await job({ keep_tries_days: 40 }).thinTries()).toBe(0);
    await job().thinTries();
    expect(await doubled()).toEqual([
      { first: addDays(KEPT_FROM, 2), days: DAYS.length - DAYS.indexOf(KEPT_FROM) - 2 },
    ]);
    world.reports.clock.set(utc(`${TODAY}T02:40:00Z`));
  });

  it('stay with the force whose they are, whoever asks', async () => {
    const seen = await world.reports.database.inForce('south', (manager) =>
      manager.query(`select distinct force_id from route_check_thinned`),
    );
    expect(seen).toEqual([{ force_id: 'south' }]);
    const moved = world.reports.database.inForce('south', (manager) =>
      manager.query(`insert into route_check_thinned (force_id, before_on) values ('north', '2026-01-01')`),
    );
    await expect(moved).rejects.toThrow(/row-level security/);
  });
});
