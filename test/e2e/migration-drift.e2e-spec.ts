import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ownerDataSource } from '../../src/database/data-source.js';
import { ENTITIES } from '../../src/entities.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';

/** The statements that TypeORM would run to make the database what the entities say. */
async function drift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

describe('the migrated database', () => {
  let database: TestDatabase;
  let owner: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = await ownerDataSource(database.ownerUrl, ENTITIES).initialize();
  });

  afterAll(async () => {
    await owner.destroy();
    await database.drop();
  });

  it('is what the entities say, constraint by constraint', async () => {
    expect(await drift(owner)).toEqual([]);
  });

  it('would be found to differ, were it changed by hand', async () => {
    await owner.query('alter table assignment drop constraint assignment_one_lead');
    await owner.query('alter table officer add column height integer');
    await owner.query('alter table neighbourhood alter column name drop not null');
    const statements = await drift(owner);
    expect(statements).toContainEqual(expect.stringContaining('ADD CONSTRAINT "assignment_one_lead"'));
    expect(statements).toContainEqual(expect.stringContaining('DROP COLUMN "height"'));
    expect(statements).toContainEqual(expect.stringContaining('"name" SET NOT NULL'));
  });
});
