import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { failureRuns, type RouteTry } from '../../src/registry/contactable/domain/failure-runs.js';
import { keepFailureRuns } from '../../src/registry/contactable/route-failures.query.js';
import { addDays } from '../../src/common/calendar.js';
import { contactable, instance, Site } from './contactable-world.js';
import { ReportsWorld, utc } from './reports-world.js';

let world: ReportsWorld;
let site: Site;
let force: string;
let taken = 0;
let works = true;
let hold: Promise<void> | null = null;

beforeAll(async () => {
  world = await ReportsWorld.open();
  site = await Site.open((_path, response) => {
    const answer = (): void => void response.writeHead(works ? 200 : 500).end('PC Somebody');
    if (hold) void hold.then(answer);
    else answer();
  });
});
afterAll(async () => {
  await site.close();
  await world.close();
});
beforeEach(async () => {
  await world.admin.query(`delete from contact_route`);
  await world.admin.query(`delete from route_try`);
  site.asked.length = 0;
  works = true;
  hold = null;
  force = await world.force(`once-${(taken += 1)}`);
  world.clock.set(utc('2026-05-04T09:00:00Z'));
});

const listed = (changes: object = {}) =>
  contactable({ hosts: [site.host], private_hosts: [site.host], ...changes });

async function places(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    ids.push(
      await world.neighbourhood(force, `N${number}`, {
        form_enabled: false,
        web_url: site.url(`/${number}`),
      }),
    );
  }
  return ids;
}
const runs = async (): Promise<string[]> =>
  (
    await world.admin.query<{ during: string }>(
      `select during::text from route_failure where force_id = $1 order by during`,
      [force],
    )
  ).rows.map(({ during }) => during);
const counted = async (table: string): Promise<number> =>
  (
    await world.admin.query<{ n: number }>(`select count(*)::int as n from ${table} where force_id = $1`, [
      force,
    ])
  ).rows[0]!.n;

describe('each route is tried', () => {
  it('once, by two instances at once and however often they run', async () => {
    await places(20);
    const [one, two] = [instance(world, listed()), instance(world, listed())];
    const counts = await Promise.all([
      one.job.tryRoutesDue(),
      two.job.tryRoutesDue(),
      one.job.tryRoutesDue(),
    ]);
    await two.job.tryRoutesDue();
    expect(counts.reduce((sum, { works: count }) => sum + count, 0)).toBe(20);
    expect(site.asked.map(({ path }) => path).sort()).toEqual(
      Array.from({ length: 20 }, (_, n) => `/${n + 1}`).sort(),
    );
    expect(await counted('route_check')).toBe(20);
  });

  it('again when its hours are over, and at once when its address is another', async () => {
    const [id] = await places(1);
    const { job } = instance(world, listed());
    await job.tryRoutesDue();
    world.clock.set(world.clock.now().plus({ hours: 6 }).minus({ milliseconds: 1 }));
    await job.tryRoutesDue();
    expect(site.asked).toHaveLength(1);
    world.clock.set(world.clock.now().plus({ milliseconds: 1 }));
    await job.tryRoutesDue();
    expect(site.asked).toHaveLength(2);
    await world.admin.query(`update neighbourhood set web_url = $2 where id = $1`, [id, site.url('/new')]);
    world.clock.set(utc(new Date().toISOString()));
    await job.tryRoutesDue();
    expect(site.asked.at(-1)?.path).toBe('/new');
    await world.admin.query(`update neighbourhood set web_url = null where id = $1`, [id]);
    await job.tryRoutesDue();
    expect(await counted('route_try')).toBe(0);
  });

  it('politely: never more often than configured, all instances together', async () => {
    await places(6);
    const config = listed({ per_second: 5 });
    const started = performance.now();
    await Promise.all(
      [instance(world, config), instance(world, config)].map(({ job }) => job.tryRoutesDue()),
    );
    const times = site.asked.map(({ at }) => at).sort((a, b) => a - b);
    expect(times).toHaveLength(6);
    expect(times.at(-1)! - started).toBeGreaterThan(5 * 200 - 20);
    for (const [index, at] of times.slice(1).entries()) expect(at - times[index]!).toBeGreaterThan(100);
  });
});

describe('a restart in the middle', () => {
  it('loses nothing: what a dead instance had claimed, another tries, and only one result is kept', async () => {
    await places(1);
    let goOn = (): void => undefined;
    hold = new Promise((resolve) => (goOn = resolve));
    const dead = instance(world, listed({ time_limit_seconds: 20 }));
    const first = dead.job.tryRoutesDue();
    while (site.asked.length === 0) await sleep(10);
    const other = instance(world, listed());
    await other.job.tryRoutesDue();
    expect(site.asked).toHaveLength(1);
    await world.admin.query(`update route_try set lease_until = clock_timestamp() - interval '1 second'`);
    hold = null;
    expect(await other.job.tryRoutesDue()).toMatchObject({ works: 1 });
    works = false;
    goOn();
    expect(await first).toEqual({ works: 0, failed: 0, 'try-again': 0, 'not-checked': 0 });
    expect(await counted('route_check')).toBe(1);
    expect(await runs()).toEqual([]);
  });

  it('gives back what waits for its host when it is told to stop', async () => {
    await places(3);
    const ending = instance(world, listed({ per_second: 0.05 }));
    const run = ending.job.tryRoutesDue();
    while (site.asked.length === 0) await sleep(10);
    await sleep(200);
    await ending.job.beforeApplicationShutdown();
    await run;
    await world.admin.query(`delete from route_host`);
    expect(await instance(world, listed()).job.tryRoutesDue()).toMatchObject({ works: 2 });
    expect(await counted('route_check')).toBe(3);
  });
});

describe('the days on which a route fails', () => {
  it('"fails a day only if every try of that day failed", as days go by', async () => {
    await places(1);
    const { job } = instance(world, listed());
    const at = async (instant: string, answer: boolean): Promise<string[]> => {
      works = answer;
      world.clock.set(utc(instant));
      await job.tryRoutesDue();
      return runs();
    };
    expect(await at('2026-05-04T09:00:00Z', false)).toEqual(['[2026-05-04,)']);
    expect(await at('2026-05-04T16:00:00Z', true)).toEqual([]);
    expect(await at('2026-05-05T09:00:00Z', false)).toEqual(['[2026-05-05,)']);
    expect(await at('2026-05-05T16:00:00Z', false)).toEqual(['[2026-05-05,)']);
    expect(await at('2026-05-08T09:00:00Z', false)).toEqual(['[2026-05-05,)']);
    // Half past midnight in London is still the day before in UTC.
    expect(await at('2026-05-08T23:30:00Z', true)).toEqual(['[2026-05-05,2026-05-09)']);
    const audit = await world.admin.query(
      `select detail ->> 'change' as change from audit_entry where force_id = $1 and actor_id = 'route-checks' order by id`,
      [force],
    );
    expect(audit.rows.map(({ change }: { change: string }) => change)).toEqual([
      'fails',
      'works-again',
      'fails',
      'works-again',
    ]);
    const history = await world.admin.query(
      `select actor_id from registry_history where force_id = $1 and kind = 'route_failure'`,
      [force],
    );
    expect(new Set(history.rows.map(({ actor_id }: { actor_id: string }) => actor_id))).toEqual(
      new Set(['route-checks']),
    );
  });

  it('are those of the rule in plain code, for any tries, however often they are worked out', async () => {
    const [id] = await places(1);
    const oneTry = fc.record({ day: fc.integer({ min: 0, max: 12 }), works: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(oneTry, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
        async (batches) => {
          await world.admin.query(`delete from route_check where force_id = $1`, [force]);
          const tried: RouteTry[] = [];
          for (const batch of batches) {
            tried.push(
              ...batch.map(({ day, works: fine }) => ({ on: addDays('2026-03-20', day), works: fine })),
            );
            await world.insert(
              'route_check',
              batch.map(({ day, works: fine }) => ({
                force_id: force,
                neighbourhood_id: id,
                kind: 'web',
                checked_at: '2026-03-20T12:00:00Z',
                checked_on: addDays('2026-03-20', day),
                works: fine,
                reason: 'x',
              })),
            );
            const keep = (): Promise<number> =>
              world.database.inForce(force, (manager) => keepFailureRuns(manager, force, null));
            await keep();
            expect(await runs()).toEqual(
              failureRuns(tried).map(
                ({ fromOn, untilOn }) => `[${fromOn},${untilOn ? addDays(untilOn, 1) : ''})`,
              ),
            );
            expect(await keep()).toBe(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
