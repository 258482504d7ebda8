import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { type AppConfig, readAppConfig } from '../../config/app-config.js';
import { readMasterKey } from '../../config/master-key.js';
import type { ForceDatabase } from '../../database/force-database.js';
import { type Console, type ExitCode, isStarted, runCommand } from '../../registry/command-run.js';
import { ContactKeys } from './contact-keys.service.js';

const USAGE = `Usage: npm run rotate-key

  Wraps the key of every contact anew with MASTER_KEY, where MASTER_KEY_PREVIOUS wrapped it, and makes what contacts are
  found by anew. It can be stopped and started again at any time, beside running servers.`;

/** Exit code 0: all is done. 1: something is left, and is named. 2: called wrongly. */
export function rotateKeyCommand(args: string[], console: Console, config?: AppConfig): Promise<ExitCode> {
  const settings = config ?? readAppConfig();
  return runCommand(
    console,
    USAGE,
    () => parseArgs({ args, options: {} }),
    (database) => rotate(database, console, settings),
    settings,
  );
}

async function rotate(database: ForceDatabase, { out, err }: Console, config: AppConfig): Promise<void> {
  const masterKey = await readMasterKey(config);
  if (!masterKey) {
    throw new Error('There is no master key: set MASTER_KEY, or DATA_DIR to where master.key is.');
  }
  const keys = new ContactKeys(database, new Clock(), masterKey, new AuditLog());
  let done = 0;
  const { renewed, unopened, left } = await keys.renew(
    { kind: 'command', id: 'rotate-key' },
    () => true,
    (batch) => err(`${(done += batch)} contacts so far`),
  );
  out(`${renewed} contacts were renewed with the master key ${masterKey.id}.`);
  if (unopened > 0) {
    throw new Error(
      `${unopened} contacts open with neither key; set MASTER_KEY_PREVIOUS to the one that sealed them and run this again.`,
    );
  }
  if (left > 0) throw new Error(`${left} contacts were in other hands; run this again.`);
  out(
    masterKey.previous
      ? `Nothing needs the key ${masterKey.previous.id} any more but links in mails and requests from before; see docs/privacy.md.`
      : 'No previous key is set: every contact is searchable.',
  );
}

if (isStarted(import.meta.url)) {
  process.exitCode = await rotateKeyCommand(process.argv.slice(2), { out: console.log, err: console.error });
}
