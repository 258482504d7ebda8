import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase } from '../support/postgres/test-database.js';
import type { TestDatabase } from '../support/postgres/test-database.js';

describe('the database of a test file', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function asked(url: string, sql: string) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows[0];
    } finally {
      await client.end();
    }
  }

  it('belongs to the owner role, which can make what the migrations need', async () => {
    await asked(database.ownerUrl, 'create extension if not exists btree_gist');
    await asked(database.ownerUrl, 'create role npg_test_group');
    await asked(database.ownerUrl, 'grant npg_test_group to npg_login');
    await asked(database.ownerUrl, 'drop role npg_test_group');
    const sql = 'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()';
    expect(await asked(database.ownerUrl, sql)).toEqual({ owner: 'npg_owner' });
  });

  it('lets the application in as a role that owns nothing and may not make roles or tables', async () => {
    const sql = `select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as mighty
                 from pg_roles where rolname = current_user`;
    expect(await asked(database.applicationUrl, sql)).toEqual({ mighty: false });
    await expect(asked(database.applicationUrl, 'create table public.mine ()')).rejects.toThrow(/permission/);
    await expect(asked(database.applicationUrl, 'create role other')).rejects.toThrow(/permission/);
  });

  it('compares text by code point and knows the case of all letters', async () => {
    const sql = `select 'Z' < 'a' as code_points, lower('Ŵ') as lower`;
    expect(await asked(database.ownerUrl, sql)).toEqual({ code_points: true, lower: 'ŵ' });
  });

  it('is made while others are, each its own', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => createTestDatabase()));
    expect(new Set(many.map(({ ownerUrl }) => ownerUrl)).size).toBe(8);
    await Promise.all(many.map((each) => each.drop()));
  });
});
