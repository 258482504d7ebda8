import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirHolder } from './data-dir-lock.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { runningPostmaster } from './postmaster.js';
import { readPasswords } from './trial-passwords.js';
import { trialUrls } from './trial-urls.js';
import type { TrialUrls } from './trial-urls.js';

/**
 * The database of a trial server that is running on DATA_DIR, so that a command can work beside it; null when
 * none is. What a killed server or another command left running does not count: it may be stopped any moment.
 */
export async function findRunningTrial(dataDir: string): Promise<TrialUrls | null> {
  const holder = await dataDirHolder(dataDir);
  if (holder?.purpose !== 'server' || !existsSync(join(dataDir, 'postgres'))) return null;
  const running = runningPostmaster(realpathSync(join(dataDir, 'postgres')));
  const passwords = readPasswords(dataDir);
  return running?.ready && passwords ? trialUrls(running.port, passwords) : null;
}

/**
 * The trial's database for a command: that of the running server if there is one (then `stop` leaves it
 * running), else one started for the command alone.
 */
export async function openTrialDatabase(dataDir: string): Promise<EmbeddedPostgres> {
  const running = await findRunningTrial(dataDir);
  if (running) return { ...running, freshlyCreated: false, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir, purpose: 'command' });
}
