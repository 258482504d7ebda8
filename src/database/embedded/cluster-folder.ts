import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DomainError } from '../../common/errors.js';
import { OUTSIDE, makeOutside } from './postgres-binaries.js';
import { clearLeftovers } from './postmaster.js';
import { waitUntil } from './processes.js';
import { canEnter } from './server-account.js';
import type { ServerAccount } from './server-account.js';

/** Written into a cluster when it is complete; nothing without it is ever started, changed or removed. */
const MARKER = 'neighbourhood-policing-guarantee';

/**
 * The real folder of DATA_DIR's cluster, or null when there is none yet.
 *
 * `DATA_DIR/postgres` is the cluster, or a link to it where the server's account cannot enter DATA_DIR. Rejects
 * a folder that something else made, so that no start ever touches it.
 */
export function existingCluster(dataDir: string): string | null {
  const path = join(dataDir, 'postgres');
  if (!lstatSync(path, { throwIfNoEntry: false })) return null;
  if (!existsSync(path)) {
    // The link outlived its cluster, as in a container that kept DATA_DIR alone.
    rmSync(path);
    return null;
  }
  const folder = realpathSync(path);
  if (existsSync(join(folder, MARKER))) return folder;
  if (readdirSync(folder).length === 0) {
    rmSync(path, { recursive: true });
    return null;
  }
  throw new DomainError(
    'unavailable',
    `${path} was not made by this server. Move it away, or set DATA_DIR to another folder.`,
  );
}

/** The major version that made the cluster. */
export function clusterMajor(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'PG_VERSION'), 'utf8'), 10);
}

export interface NewCluster {
  /** Empty, owned by the server's account; becomes the cluster. */
  folder: string;
  /** Puts the complete cluster in place and returns its folder. A start killed before this leaves no cluster. */
  publish(): string;
}

/** Makes room for a new cluster, and removes what earlier starts that were killed have left. */
export async function roomForCluster(dataDir: string, account: ServerAccount): Promise<NewCluster> {
  return canEnter(account, dataDir) ? roomInside(dataDir, account) : roomOutside(dataDir, account);
}

async function roomInside(dataDir: string, account: ServerAccount): Promise<NewCluster> {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith('postgres.new-'))) {
    await removeCluster(join(dataDir, name));
  }
  const folder = join(dataDir, `postgres.new-${randomBytes(6).toString('hex')}`);
  makeOwned(folder, account);
  return {
    folder,
    publish: () => {
      writeFileSync(join(folder, MARKER), '', { flag: 'wx' });
      renameSync(folder, join(dataDir, 'postgres'));
      return join(dataDir, 'postgres');
    },
  };
}

/**
 * The cluster lies outside, in a folder of its own. A file in it has a second name in DATA_DIR: when that
 * DATA_DIR is deleted the file has one name left, and the next start on the same path removes the folder; when
 * DATA_DIR was only moved, its cluster stays.
 */
async function roomOutside(dataDir: string, account: ServerAccount): Promise<NewCluster> {
  makeOutside();
  const prefix = `${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}-`;
  rmSync(join(dataDir, 'postgres.in-use'), { force: true });
  for (const name of readdirSync(OUTSIDE).filter((entry) => entry.startsWith(prefix))) {
    const stale = join(OUTSIDE, name);
    const inUse = statSync(join(stale, 'in-use'), { throwIfNoEntry: false });
    if (!inUse || inUse.nlink === 1) {
      await removeCluster(join(stale, 'postgres'));
      await removeFolder(stale);
    }
  }
  const room = join(OUTSIDE, prefix + randomBytes(6).toString('hex'));
  mkdirSync(room);
  chmodSync(room, 0o755);
  const folder = join(room, 'postgres');
  makeOwned(folder, account);
  return {
    folder,
    publish: () => {
      writeFileSync(join(folder, MARKER), '', { flag: 'wx' });
      writeFileSync(join(room, 'in-use'), '');
      nameTwice(join(room, 'in-use'), join(dataDir, 'postgres.in-use'));
      symlinkSync(folder, join(dataDir, 'postgres'));
      return folder;
    },
  };
}

function nameTwice(file: string, second: string): void {
  try {
    linkSync(file, second);
  } catch (error) {
    // Another file system: then the folder counts as deleted once DATA_DIR has no link to it.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
  }
}

function makeOwned(folder: string, account: ServerAccount): void {
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

async function removeCluster(folder: string): Promise<void> {
  if (existsSync(folder)) await clearLeftovers(folder);
  await removeFolder(folder);
}

/** An initdb that lost its parent may still be writing for a moment, so removing is tried more than once. */
async function removeFolder(folder: string): Promise<void> {
  const gone = await waitUntil(() => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Asked again below.
    }
    return !existsSync(folder);
  }, 5_000);
  if (!gone) throw new DomainError('unavailable', `${folder} cannot be removed. Delete it and start again.`);
}

/** Removes DATA_DIR with its cluster, wherever that lies; for throw-away clusters. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const path = join(dataDir, 'postgres');
  if (existsSync(path)) {
    const folder = realpathSync(path);
    await clearLeftovers(folder);
    if (dirname(dirname(folder)) === OUTSIDE) await removeFolder(dirname(folder));
  }
  await removeFolder(dataDir);
}
