import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { OfficersRoutesTried1786300000000 } from '../../migrations/1786300000000-officers-routes-tried.js';
import { ownerDataSource } from '../../src/database/data-source.js';
import { ReportsWorld } from './reports-world.js';

const FORCE = 'north';
const TABLES = ['route_try', 'route_check', 'route_failure'] as const;
const migration = new OfficersRoutesTried1786300000000();

describe('the migration that has officers’ addresses tried', () => {
  let world: ReportsWorld;
  let owner: DataSource;

  beforeAll(async () => {
    world = await ReportsWorld.open();
    owner = await ownerDataSource(world.testDatabase.ownerUrl).initialize();
    await world.force(FORCE);
    const placeId = await world.neighbourhood(FORCE, 'N1', { web_url: 'https://x.example/' });
    await world.assign(FORCE, placeId, '[2025-07-01,)', { public_email: 'pc@force.example' });
    await routesOf({ neighbourhood_id: placeId }, 'web');
    await routesOf({ neighbourhood_id: placeId }, 'email');
    const { rows } = await world.admin.query<{ id: string }>(`select id from officer`);
    await routesOf({ officer_id: rows[0]!.id }, 'email');
  });
  afterAll(async () => {
    await owner.destroy();
    await world.close();
  });

  async function routesOf(of: object, kind: string): Promise<void> {
    const row = { force_id: FORCE, ...of, kind };
    await world.insert('route_try', [{ ...row, address: 'x', next_at: '2026-05-04T09:00:00Z' }]);
    const tried = { checked_at: '2026-05-04T09:00:00Z', checked_on: '2026-05-04', works: false };
    await world.insert('route_check', [{ ...row, ...tried, reason: 'x' }]);
    await world.insert('route_failure', [{ ...row, id: randomUUID(), during: '[2026-05-04,)', version: 1 }]);
  }

  /** In a transaction of its owner, as the server migrates. */
  async function change(direction: 'up' | 'down'): Promise<void> {
    const runner = owner.createQueryRunner();
    await runner.startTransaction();
    try {
      await migration[direction](runner);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }

  const held = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(async (table) => [
          table,
          (
            await world.admin.query(
              `select to_jsonb(t) as row from ${table} t order by kind, to_jsonb(t)::text`,
            )
          ).rows,
        ]),
      ),
    ) as Record<string, unknown>;
  const shape = async (): Promise<unknown> =>
    (
      await world.admin.query(
        `select c.relname, c.relrowsecurity, c.relforcerowsecurity,
                (select array_agg(pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k where k.conrelid = c.oid) as constraints,
                (select array_agg(pg_get_indexdef(i.indexrelid) order by 1) from pg_index i where i.indrelid = c.oid) as indexes,
                (select array_agg(p.polname order by 1) from pg_policy p where p.polrelid = c.oid) as policies,
                (select array_agg(concat_ws(' ', a.attname, a.atttypid::regtype, a.attnotnull, a.attgenerated) order by a.attname)
                   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
           from pg_class c where c.relname = any ($1) order by 1`,
        [[...TABLES, 'registry_history']],
      )
    ).rows;

  it('goes back to neighbourhoods alone and forward again, with what stood there, behind the same walls', async () => {
    const [before, full] = [await shape(), await held()];
    await change('down');
    const kept = await held();
    for (const table of TABLES) {
      expect((kept[table] as unknown[]).length).toBe(2);
      expect((full[table] as unknown[]).length).toBe(3);
    }
    const walls = `select bool_and(relrowsecurity and relforcerowsecurity) as walled from pg_class where relname = any ($1)`;
    const { rows } = await world.admin.query(walls, [[...TABLES, 'registry_history']]);
    expect(rows).toEqual([{ walled: true }]);
    // What the history held of an officer's failing days it holds still, and that they went.
    const history = await world.admin.query(
      `select before is null as begun, after is null as gone from registry_history
        where kind = 'route_failure' and coalesce(after, before) ->> 'officer_id' is not null order by id`,
    );
    expect(history.rows).toEqual([
      { begun: true, gone: false },
      { begun: false, gone: true },
    ]);

    await change('up');
    expect(await shape()).toEqual(before);
    const again = await held();
    for (const table of TABLES) {
      const ofPlaces = (rows: unknown): unknown[] =>
        (rows as { row: { officer_id: string | null } }[]).filter(({ row }) => row.officer_id === null);
      expect(again[table]).toEqual(ofPlaces(full[table]));
    }
  });
});
