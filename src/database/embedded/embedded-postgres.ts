import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../common/errors.js';
import { clusterMajor, existingCluster, roomForCluster } from './cluster-folder.js';
import { acquireDataDirLock } from './data-dir-lock.js';
import type { LockPurpose } from './data-dir-lock.js';
import { initialiseCluster, setSuperuserPassword } from './new-cluster.js';
import { locateBinaries } from './postgres-binaries.js';
import { clearLeftovers } from './postmaster.js';
import type { ClusterRun } from './postmaster.js';
import { TRIAL_DATABASE, ensureDatabase, ensureRoles } from './roles.js';
import { serverAccount } from './server-account.js';
import { superviseCluster } from './supervised-cluster.js';
import type { Log } from './supervised-cluster.js';
import { keepPasswords, newPasswords, readPasswords } from './trial-passwords.js';
import type { TrialPasswords } from './trial-passwords.js';
import { trialUrls } from './trial-urls.js';
import type { TrialUrls } from './trial-urls.js';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster (`postgres`), its passwords and its log; made if missing. */
  dataDir: string;
  /** A constant message and facts beside it; nothing is said without it. */
  log?: Log;
  /** What the lock tells another start; a command works briefly, the server stays. */
  purpose?: LockPurpose;
  /** Another PostgreSQL than the one npm installed, by its folder of programs. */
  binDir?: string;
  /** Server settings over the default ones, such as `fsync: 'off'` for throw-away clusters. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres extends TrialUrls {
  /** True when this start made the cluster. */
  freshlyCreated: boolean;
  /** Fast shutdown; resolves when no process is left and DATA_DIR is free. A second call does nothing. */
  stop(): Promise<void>;
}

/** Commits reach the disk before they are answered; nothing but this machine's own address is listened on. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  // Refused statements are not logged: they would fill the disk and could hold what people wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/**
 * Brings up the trial's own PostgreSQL on DATA_DIR and makes its roles and database, and keeps it up: a server
 * that is killed is started again on the same port.
 *
 * Holds the lock of DATA_DIR until `stop`. Rejects with a one-line `DomainError` of kind `unavailable` that
 * says what to do, and then leaves nothing running.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const lock = await acquireDataDirLock(options.dataDir, options.purpose);
  try {
    const dataDir = realpathSync(options.dataDir);
    const { run, passwords, freshlyCreated } = await readyCluster(dataDir, options);
    const cluster = await superviseCluster(run, options.log ?? (() => undefined));
    const urls = trialUrls(cluster.port, passwords);
    try {
      await ensureRoles(urls.adminUrl, passwords);
      await ensureDatabase(urls.adminUrl, TRIAL_DATABASE);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    const stop = async () => {
      await cluster.stop();
      lock.release();
    };
    return { ...urls, freshlyCreated, stop };
  } catch (error) {
    lock.release();
    throw explained(error, options.dataDir);
  }
}

/** The system's refusals (a folder of another account, a full disk) as one line that says what to do. */
function explained(error: unknown, dataDir: string): unknown {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof DomainError || !syscall || !path) return error;
  return new DomainError(
    'unavailable',
    `DATA_DIR ${dataDir} cannot be used (${code} on ${path}). ` +
      'Start as the account that made it, or set DATA_DIR to another folder.',
  );
}

/** A cluster on disk that nothing runs on, with passwords that fit it. */
async function readyCluster(dataDir: string, options: EmbeddedPostgresOptions) {
  const found = existingCluster(dataDir);
  const account = serverAccount(found);
  const binaries = locateBinaries(account, options.binDir);
  let folder = found;
  let passwords: TrialPasswords | null;
  if (folder) {
    refuseOtherMajor(folder, binaries.major);
    await clearLeftovers(folder);
    passwords = readPasswords(dataDir);
    if (!passwords) {
      passwords = newPasswords();
      setSuperuserPassword(folder, binaries.binDir, account, passwords.superuser);
      keepPasswords(dataDir, passwords);
    }
  } else {
    const room = await roomForCluster(dataDir, account);
    passwords = newPasswords();
    await initialiseCluster(room.folder, binaries, account);
    setSuperuserPassword(room.folder, binaries.binDir, account, passwords.superuser);
    keepPasswords(dataDir, passwords);
    folder = room.publish();
  }
  const settings = { ...SETTINGS, ...options.settings };
  const logPath = join(dataDir, 'postgres.log');
  const run: ClusterRun = { folder, binDir: binaries.binDir, account, logPath, settings };
  return { run, passwords, freshlyCreated: found === null };
}

function refuseOtherMajor(folder: string, major: number): void {
  const made = clusterMajor(folder);
  if (made === major) return;
  throw new DomainError(
    'unavailable',
    `${folder} was made by PostgreSQL ${made}, and this release brings PostgreSQL ${major}. Start the release ` +
      'that made it and export what you need, or set DATA_DIR to another folder to begin afresh.',
  );
}
