import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';

let test: TestDatabase;
let source: DataSource;
let database: ForceDatabase;

/** A database that waits for its disk, as one in production does; the server of the tests does not. */
beforeAll(async () => {
  test = await createTestDatabase();
  const admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
  const name = new URL(test.adminUrl).pathname.slice(1);
  await admin.query(`alter database "${name}" set synchronous_commit = 'on'`);
  await admin.end();
  source = await applicationDataSource({ url: test.applicationUrl, poolSize: 1 }).initialize();
  database = new ForceDatabase(source);
});
afterAll(async () => {
  await source.destroy();
  await test.drop();
});

const waits = async (manager: EntityManager): Promise<boolean> => {
  const [row] = await manager.query<{ synchronous_commit: string }[]>('show synchronous_commit');
  return row!.synchronous_commit === 'on';
};

describe('a commit', () => {
  it.each<[string, () => Promise<boolean>, boolean]>([
    ['of a change', () => database.inForce('north', waits), true],
    ['of one that was only tried', () => database.triedInForce('north', waits), true],
    ['of a reading of one instant without an entry', () => database.inForceSnapshot('north', waits), true],
    ['of what was read on a page', () => database.readInForce('north', waits), false],
    ['of figures that were read on a page', () => database.readInForceSnapshot('north', waits), false],
    ['of what is done again if it is lost', () => database.redoneInForce('north', waits), false],
    ['of a file that was handed out', () => database.readInForce('north', waits, true), true],
    ['of figures that were handed out', () => database.readInForceSnapshot('north', waits, true), true],
    ['of the sweeper', () => database.asSweeper(waits), true],
  ])('%s waits for the disk if it must, and leaves nothing to the next', async (_what, work, expected) => {
    expect(await work()).toBe(expected);
    // By the same connection: nothing of it is left to the next.
    expect(await database.inForce('north', waits)).toBe(true);
  });
});
