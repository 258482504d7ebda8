import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Clock } from '../../common/clock.js';
import { type AppConfig, readAppConfig } from '../../config/app-config.js';
import { readMasterKey } from '../../config/master-key.js';
import type { ForceDatabase } from '../../database/force-database.js';
import {
  type Console,
  type ExitCode,
  isStarted,
  runCommand,
  UsageError,
} from '../../registry/command-run.js';
import { compareWithRecord } from './compare-with-record.js';
import { readAddress, readLocalFile } from './given-bytes.js';
import { KeyNotGiven, NotVerified } from './not-verified.js';
import { type PublishedKey, signingKeyOf } from './report-signature.js';
import { publishedKeys } from './signing-key.query.js';
import { SIGNING_KEY_PURPOSE } from './signing-key-purpose.js';
import { readPublishedKeys } from './verification.js';
import { type FoundReport, type Given, verifyGiven } from './verify-given.js';

const USAGE = `Usage: npm run verify-report -- FILE [--manifest FILE] [--keys FILE|ADDRESS] [--database]

  FILE             a file of an issued report: its signed JSON, or any other with the report's signed manifest
  --manifest FILE  the manifest; without it, the one beside FILE, called as FILE is but ending in -manifest.json
  --keys WHERE     the published keys, as a file or as the address https://…/.well-known/report-signing-keys.json;
                   without it, the keys of this installation
  --database       also compares it with what this installation's database keeps, and counts the figures again at the
                   report's own data cut-off`;

interface Arguments extends Given {
  keys: string | undefined;
}

const OTHER_KEY =
  'It cannot be checked with the present key of this installation: say --keys with the published keys, as /.well-known/report-signing-keys.json of the server has them.';

const NO_KEYS =
  'There is nothing to check the signature with: save /.well-known/report-signing-keys.json of the server that issued the report, and say --keys FILE.';

/** Exit code 0: it is what was issued. 1: it is not, or cannot be checked. 2: called wrongly. */
export async function verifyReportCommand(
  args: string[],
  console: Console,
  config?: AppConfig,
): Promise<ExitCode> {
  if (args.includes('--database')) {
    const verify = (database: ForceDatabase, asked: Arguments): Promise<void> =>
      plainly(async () => {
        const { keys: where } = asked;
        const keys = where === undefined ? await keptKeys(database) : await keysAt(where);
        const found = await verifyGiven(asked, keys, where ?? 'the database');
        for (const line of found.lines) console.out(line);
        for (const line of await compareWithRecord(database, found, new Clock().now())) console.out(line);
      });
    return runCommand(console, USAGE, () => parse(args), verify, config);
  }
  try {
    const asked = parse(args);
    await plainly(async () => {
      const { keys } = asked;
      const { lines } =
        keys === undefined
          ? await verifyByOwn(asked, config ?? readAppConfig())
          : await verifyGiven(asked, await keysAt(keys), keys);
      for (const line of lines) console.out(line);
    });
    return 0;
  } catch (error) {
    return refused(error as Error & { code?: unknown }, console);
  }
}

function parse(args: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { manifest: { type: 'string' }, keys: { type: 'string' }, database: { type: 'boolean' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Say which file to verify, and only one.');
  return { file, manifest: values.manifest, keys: values.keys };
}

function refused(error: Error & { code?: unknown }, { out, err }: Console): ExitCode {
  err(error.message);
  const isUsage = error instanceof UsageError || String(error.code).startsWith('ERR_PARSE_ARGS');
  if (isUsage) out(USAGE);
  return isUsage ? 2 : 1;
}

/** Begins with the answer, whatever is wrong. */
async function plainly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NotVerified)) throw error;
    throw new NotVerified(`NOT VERIFIED. ${error.message}`);
  }
}

async function keysAt(where: string): Promise<PublishedKey[]> {
  return readPublishedKeys(await (/^https?:/i.test(where) ? readAddress(where) : readLocalFile(where)));
}

async function keptKeys(database: ForceDatabase): Promise<PublishedKey[]> {
  const published = await publishedKeys(database);
  if (published.length === 0) throw new NotVerified(NO_KEYS);
  return published.map(({ key }) => key);
}

/** Whoever changed the master key has reports of a key that no longer follows from it: they are not called false. */
async function verifyByOwn(asked: Arguments, config: AppConfig): Promise<FoundReport> {
  try {
    return await verifyGiven(asked, await ownKeys(config), 'this installation');
  } catch (error) {
    if (!(error instanceof KeyNotGiven)) throw error;
    throw new NotVerified(`${error.signedWith}. ${OTHER_KEY}`);
  }
}

/** The keys of this installation, which follow from its master keys: no network and no database are needed. */
async function ownKeys(config: AppConfig): Promise<PublishedKey[]> {
  const masterKey = await readMasterKey(config);
  if (!masterKey) throw new NotVerified(NO_KEYS);
  const masters = masterKey.previous ? [masterKey, masterKey.previous] : [masterKey];
  const keys = await Promise.all(masters.map((each) => signingKeyOf(each.derive(SIGNING_KEY_PURPOSE))));
  return keys.map(({ published }) => published);
}

if (isStarted(import.meta.url)) {
  const console_ = { out: console.log, err: console.error };
  process.exitCode = await verifyReportCommand(process.argv.slice(2), console_);
}
