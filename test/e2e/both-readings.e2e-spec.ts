import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { type Both, ForceDatabase } from '../../src/database/force-database.js';
import { markedWorld, POOL_SIZE, type World } from './isolation-world.js';

let world: World;
let database: ForceDatabase;
let mine: string;

beforeAll(async () => {
  world = await markedWorld(2);
  database = world.house.app.get(ForceDatabase);
  mine = world.forces[0]!.id;
}, 60_000);
afterAll(() => world.house.close());

const connectionOf = async (manager: EntityManager): Promise<number> => {
  const [row] = await manager.query<{ pid: number }[]>('select pg_backend_pid() as pid');
  return row!.pid;
};
const contacts = async (manager: EntityManager): Promise<unknown> =>
  manager.query('select force_id, count(*)::int as rows from contact group by 1');

describe('two halves of a reading', () => {
  it('are read by two connections, of one force and one instant, whatever is committed meanwhile', async () => {
    const [before] = (await database.inForce(mine, contacts)) as { rows: number }[];
    const seen = await database.readInForceSnapshot(mine, async (manager, both) => {
      await manager.query('select 1 from contact limit 1');
      await database.inForce(mine, (other) =>
        other.query(
          `insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
           select force_id, gen_random_uuid(), 'LATER-' || reference, neighbourhood_id, channel, stated_at, received_at, reachable
           from contact limit 1`,
        ),
      );
      const pids = await both(connectionOf, connectionOf);
      expect(new Set(pids).size).toBe(2);
      return both(contacts, contacts);
    });
    expect(seen).toEqual([[before], [before]]);
    const [after] = (await database.inForce(mine, contacts)) as { rows: number }[];
    expect(after!.rows).toBe(before!.rows + 1);
  });

  it('are read one after the other when hardly a connection is free: nobody waits for a second one', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const holders = Array.from({ length: POOL_SIZE - 2 }, () =>
      database.inForce(mine, async (manager) => {
        await connectionOf(manager);
        await held;
      }),
    );
    try {
      const pids = await database.readInForceSnapshot(mine, (_manager, both) =>
        both(connectionOf, connectionOf),
      );
      expect(new Set(pids).size).toBe(1);
    } finally {
      release();
      await Promise.all(holders);
    }
  });

  it.each<[string, (both: Both, fails: () => Promise<never>) => Promise<unknown>]>([
    ['first', (both, fails) => both(fails, connectionOf)],
    ['second', (both, fails) => both(connectionOf, fails)],
  ])('fail together if the %s fails, and give both connections back', async (_which, read) => {
    const fails = (): Promise<never> => Promise.reject(new Error('unreadable'));
    const reading = database.readInForceSnapshot(mine, (_manager, both) => read(both, fails));
    await expect(reading).rejects.toThrow('unreadable');
    const { total, idle, waiting } = database.connections();
    expect([idle, waiting]).toEqual([total, 0]);
  });
});
