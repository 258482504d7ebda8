import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../common/errors.js';
import { isAlive, pause, startTicks } from './processes.js';

/** Who holds DATA_DIR: the server for as long as it runs, or a command for as long as it works. */
export type LockPurpose = 'server' | 'command';

export interface LockHolder {
  pid: number;
  /** `startTicks` of the process; null where the system does not say. */
  startTicks: string | null;
  purpose: LockPurpose;
}

export interface DataDirLock {
  /** Gives the folder free; a second call does nothing. */
  release(): void;
}

const LOCK = 'server.lock';
const TAKEOVER = 'server.lock.takeover';

/**
 * Claims DATA_DIR for this process, or rejects with one line that says who has it and what to do.
 *
 * The lock file is created exclusively, so of two simultaneous starts exactly one wins. One left by a killed
 * process is taken over: the number must belong to a living process that started when the lock says.
 */
export async function acquireDataDirLock(
  dataDir: string,
  purpose: LockPurpose = 'server',
): Promise<DataDirLock> {
  const folder = makeFolder(dataDir);
  const path = join(folder, LOCK);
  const mine: LockHolder = { pid: process.pid, startTicks: startTicks(process.pid), purpose };
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (create(path, mine)) return { release: () => releaseLock(path, mine) };
    const holder = await readHolder(path);
    if (holder && isHolding(holder)) throw inUse(dataDir, holder);
    if (!(await removeStale(folder, path, mine))) await pause(20);
  }
  throw new DomainError(
    'unavailable',
    `DATA_DIR ${dataDir} cannot be locked. Delete ${path} and start again.`,
  );
}

/** Who holds this DATA_DIR now; null when nobody living does. */
export async function dataDirHolder(dataDir: string): Promise<LockHolder | null> {
  const holder = await readHolder(join(dataDir, LOCK));
  return holder && isHolding(holder) ? holder : null;
}

function makeFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    return realpathSync(dataDir);
  } catch (error) {
    throw new DomainError(
      'unavailable',
      `DATA_DIR ${dataDir} cannot be made (${(error as NodeJS.ErrnoException).code}). ` +
        'Set DATA_DIR to a folder that this account may write.',
    );
  }
}

function inUse(dataDir: string, holder: LockHolder): DomainError {
  const message =
    holder.purpose === 'server'
      ? `Another server is already running on DATA_DIR ${dataDir} (process ${holder.pid}). ` +
        'Stop it first, or set DATA_DIR to another folder.'
      : `A command is working on DATA_DIR ${dataDir} (process ${holder.pid}). Wait until it has finished.`;
  return new DomainError('unavailable', message);
}

function isHolding(holder: LockHolder): boolean {
  if (!isAlive(holder.pid)) return false;
  return holder.startTicks === null || holder.startTicks === startTicks(holder.pid);
}

/** True when the file did not exist and is now ours. */
function create(path: string, holder: LockHolder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new DomainError(
      'unavailable',
      `${path} cannot be written (${code}). Set DATA_DIR to a folder that this account may write.`,
    );
  }
}

/** The holder as written; null when there is no file, or it stays unreadable because its writer was killed. */
async function readHolder(path: string): Promise<LockHolder | null> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      // Created but not yet filled: its writer needs microseconds.
      await pause(25);
    }
  }
  return null;
}

/**
 * Removes a lock whose holder is gone. Only one process at a time may, and it looks again first: otherwise
 * the slower of two would remove the lock that the faster has just made its own.
 */
async function removeStale(folder: string, path: string, mine: LockHolder): Promise<boolean> {
  const takeover = join(folder, TAKEOVER);
  if (!create(takeover, mine)) {
    const other = await readHolder(takeover);
    if (!other || !isHolding(other)) rmSync(takeover, { force: true });
    return false;
  }
  try {
    const holder = await readHolder(path);
    if (!holder || !isHolding(holder)) rmSync(path, { force: true });
    return true;
  } finally {
    rmSync(takeover, { force: true });
  }
}

function releaseLock(path: string, mine: LockHolder): void {
  try {
    if (readFileSync(path, 'utf8') === JSON.stringify(mine)) rmSync(path, { force: true });
  } catch (error) {
    // DATA_DIR was deleted meanwhile: nothing is left to give free.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
