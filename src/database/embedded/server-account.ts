import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { DomainError } from '../../common/errors.js';

/** The account that PostgreSQL runs as; null means the account of this process. */
export type ServerAccount = { uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as the owner of a cluster that exists already,
 * else as `postgres`, else as `nobody` (a name, not just a number: initdb looks its account up).
 */
export function serverAccount(existingCluster: string | null): ServerAccount {
  if (process.getuid?.() !== 0) return null;
  if (existingCluster) {
    const { uid, gid } = statSync(existingCluster);
    return { uid, gid };
  }
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (!account) {
    throw new DomainError(
      'unavailable',
      'PostgreSQL does not run as root, and there is neither a user postgres nor nobody. ' +
        'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server (15 or newer).',
    );
  }
  return account;
}

function accountNamed(name: string): ServerAccount {
  try {
    const number = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return null;
  }
}

/**
 * Options of `spawn` to run a program as that account: from `/`, because this process's own folder may be
 * closed to it, and without this process's environment, which may set PGPORT and the like.
 */
export function runAs(account: ServerAccount) {
  return { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...(account ?? {}) };
}

/** Whether the account may go into the folder; asked of the system, because access lists count too. */
export function canEnter(account: ServerAccount, folder: string): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], runAs(account)).status === 0;
}
