import type { AppConfig } from '../config/app-config.js';
import { applicationDataSource } from '../database/data-source.js';
import { dataDirHolder } from '../database/embedded/data-dir-lock.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { dropDatabase, ensureDatabase, TRIAL_DATABASE } from '../database/embedded/roles.js';
import type { Log } from '../database/embedded/supervised-cluster.js';
import { ForceDatabase } from '../database/force-database.js';
import { type PreparedDatabase, prepareDatabase } from '../database/prepare-database.js';
import { demonstrationState } from '../demo/demonstration.js';
import { databaseProblem } from './database-problem.js';

/** The configured database, brought up to this version. @throws Error with one sentence that says what to do */
export async function openConfiguredDatabase(
  config: AppConfig & { DATABASE_URL: string },
): Promise<{ url: string; temporaryTables: boolean }> {
  const ownerUrl = config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL;
  const ownerVariable = config.MIGRATION_DATABASE_URL ? 'MIGRATION_DATABASE_URL' : 'DATABASE_URL';
  let prepared: PreparedDatabase;
  try {
    prepared = await prepareDatabase(ownerUrl, config.DATABASE_URL);
  } catch (error) {
    throw databaseProblem(error, ownerVariable, ownerUrl);
  }
  try {
    await withDatabase(config.DATABASE_URL, (database) => database.statement('reachable', 'select 1'));
  } catch (error) {
    throw databaseProblem(error, 'DATABASE_URL', config.DATABASE_URL);
  }
  return { url: config.DATABASE_URL, temporaryTables: prepared.temporaryTables };
}

/** Is another server or a command of this product at work on this folder? */
export async function isTrialRunning(dataDir: string): Promise<boolean> {
  return (await dataDirHolder(dataDir)) !== null;
}

export interface TrialDatabase {
  url: string;
  /** The demonstration is not there yet. */
  empty: boolean;
  stop(): Promise<void>;
}

/**
 * The trial's own PostgreSQL, brought up to this version. A demonstration that was broken off is thrown away, so that
 * it can be told again.
 */
export async function openTrialDatabase(dataDir: string, log: Log): Promise<TrialDatabase> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  const url = postgres.applicationUrl;
  try {
    await prepareDatabase(postgres.ownerUrl, url);
    const { state, otherForces } = await withDatabase(url, demonstrationState);
    if (state === 'broken off') await beginAfresh(postgres, dataDir, otherForces);
    return { url, empty: state !== 'told', stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function beginAfresh(
  postgres: EmbeddedPostgres,
  dataDir: string,
  otherForces: string[],
): Promise<void> {
  if (otherForces.length > 0) {
    throw new Error(
      `Loading the demonstration was interrupted, and ${dataDir} also holds what you imported (${otherForces.join(', ')}), ` +
        'so it is not thrown away; set DATA_DIR to another folder and import there again.',
    );
  }
  await dropDatabase(postgres.adminUrl, TRIAL_DATABASE);
  await ensureDatabase(postgres.adminUrl, TRIAL_DATABASE);
  await prepareDatabase(postgres.ownerUrl, postgres.applicationUrl);
}

async function withDatabase<T>(url: string, work: (database: ForceDatabase) => Promise<T>): Promise<T> {
  const dataSource = await applicationDataSource({ url, poolSize: 1 }).initialize();
  try {
    return await work(new ForceDatabase(dataSource));
  } finally {
    await dataSource.destroy();
  }
}
