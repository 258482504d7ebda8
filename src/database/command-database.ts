import pg from 'pg';
import type { AppConfig } from '../config/app-config.js';
import { applicationDataSource, type DataSourceSettings } from './data-source.js';
import { openTrialDatabase } from './embedded/running-trial.js';
import { ForceDatabase } from './force-database.js';
import { prepareDatabase } from './prepare-database.js';

export interface CommandDatabase {
  database: ForceDatabase;
  /** Gives the connections back, and stops a cluster that was started for the command alone. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * The database for a command: DATABASE_URL if it is set, else the trial's on DATA_DIR, beside its running server
 * or started for the command. Brings the schema up to this version.
 * @throws Error or DomainError with one sentence that says what to do; then nothing is left running.
 */
export async function openCommandDatabase(
  config: AppConfig,
  entities: DataSourceSettings['entities'] = [],
): Promise<CommandDatabase> {
  if (config.DATABASE_URL !== undefined) {
    const ownerUrl = config.MIGRATION_DATABASE_URL ?? (await ownUrlIfOwner(config.DATABASE_URL));
    if (ownerUrl !== null) await prepareDatabase(ownerUrl, config.DATABASE_URL);
    return opened({ url: config.DATABASE_URL, poolSize: 2, entities }, () => Promise.resolve());
  }
  const trial = await openTrialDatabase(config.DATA_DIR);
  try {
    await prepareDatabase(trial.ownerUrl, trial.applicationUrl);
    return await opened({ url: trial.applicationUrl, poolSize: 2, entities }, () => trial.stop());
  } catch (error) {
    await trial.stop();
    throw error;
  }
}

/** The application's own user may be one that owns nothing: then the server has migrated, and a command need not. */
async function ownUrlIfOwner(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ owned: boolean }>(
      `select pg_has_role(relowner, 'usage') as owned from pg_class where oid = to_regclass('public.force')`,
    );
    return rows[0]?.owned === false ? null : url;
  } catch {
    // Preparing the database meets the same obstacle and explains it.
    return url;
  } finally {
    await client.end();
  }
}

async function opened(settings: DataSourceSettings, stop: () => Promise<void>): Promise<CommandDatabase> {
  const dataSource = await applicationDataSource(settings).initialize();
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await dataSource.destroy();
    await stop();
  };
  return { database: new ForceDatabase(dataSource), close };
}
