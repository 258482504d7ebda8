import { randomBytes } from 'node:crypto';
import { dropDatabase, ensureDatabase } from '../../../src/database/embedded/roles.js';
import { TEMPLATE, urlFor } from './test-urls.js';

export interface TestDatabase {
  /** Owns the tables; for seeding and looking past the application. Row-level security binds it too. */
  ownerUrl: string;
  /** What the application under test signs in as. */
  applicationUrl: string;
  /** The superuser in this database; only for tests of what nobody else may. */
  adminUrl: string;
  /** Removes the database, ending connections that a failed test left open. */
  drop(): Promise<void>;
}

/** A fresh, migrated database for one test file; a copy of the template, in some 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = fromSetup('TEST_ADMIN_URL');
  const name = `npg_test_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(adminUrl, name, TEMPLATE);
  return {
    ownerUrl: urlFor(fromSetup('TEST_OWNER_URL'), name),
    applicationUrl: urlFor(fromSetup('TEST_APPLICATION_URL'), name),
    adminUrl: urlFor(adminUrl, name),
    drop: () => dropDatabase(adminUrl, name),
  };
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the tests' global-setup.mjs has not run.`);
  return value;
}
