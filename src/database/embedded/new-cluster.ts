import { execFile, spawnSync } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DomainError } from '../../common/errors.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { runAs } from './server-account.js';
import type { ServerAccount } from './server-account.js';

const execute = promisify(execFile);

/**
 * Fills an empty folder with a new cluster: UTF-8, code point order, upper and lower case of all letters
 * (Welsh names too). From 17 on PostgreSQL does that itself, the same on every system.
 */
export async function initialiseCluster(
  folder: string,
  binaries: PostgresBinaries,
  account: ServerAccount,
): Promise<void> {
  const locale =
    binaries.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8'];
  const flags = ['--username=postgres', '--auth=reject', '--encoding=UTF8', '--no-sync', '--no-instructions'];
  try {
    await execute(join(binaries.binDir, 'initdb'), ['-D', folder, ...flags, ...locale], runAs(account));
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? error).trim();
    throw new DomainError(
      'unavailable',
      `PostgreSQL could not make its cluster in ${folder}: ${said.split('\n').slice(0, 3).join(' ')}`,
    );
  }
  const rules = join(folder, 'pg_hba.conf');
  writeFileSync(
    rules,
    '# Only this machine, only with a password.\nhost all all 127.0.0.1/32 scram-sha-256\n',
  );
  if (account) chownSync(rules, account.uid, account.gid);
}

/** Sets the superuser's password in a cluster that is not running, which needs no password to do so. */
export function setSuperuserPassword(
  folder: string,
  binDir: string,
  account: ServerAccount,
  password: string,
): void {
  const flags = ['--single', '-D', folder, '-c', 'password_encryption=scram-sha-256', 'postgres'];
  const { status, stderr } = spawnSync(join(binDir, 'postgres'), flags, {
    ...runAs(account),
    input: `alter role postgres password '${password}'\n`,
    encoding: 'utf8',
  });
  if (status === 0 && !/ERROR|FATAL/.test(stderr)) return;
  const why = stderr.split('\n').findLast((line) => /ERROR|FATAL|PANIC/.test(line)) ?? 'no reason given';
  throw new DomainError('unavailable', `The password of PostgreSQL in ${folder} could not be set: ${why}`);
}
