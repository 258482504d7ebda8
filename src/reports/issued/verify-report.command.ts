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
import { subjectWords } from '../document/period-words.js';
import { compareWithRecord } from './compare-with-record.js';
import { readAddress, readLocalFile } from './given-bytes.js';
import { instantWords, signatoryWords } from './issued-sections.js';
import { type PublishedKey, signingKeyOf } from './report-signature.js';
import { publishedKeys } from './signing-key.query.js';
import { SIGNING_KEY_PURPOSE } from './signing-key-purpose.js';
import { NotVerified, readPublishedKeys, type Verified, verifyIssuedFile } from './verification.js';

const USAGE = `Usage: npm run verify-report -- FILE [--keys FILE|ADDRESS] [--database]

  FILE          the JSON file of an issued report
  --keys WHERE  the published keys, as a file or as the address https://…/.well-known/report-signing-keys.json;
                without it, the keys of this installation
  --database    also compares the report with what this installation's database keeps, and counts the figures again`;

interface Arguments {
  file: string;
  keys: string | undefined;
}

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
        const { file, keys: where } = asked;
        const keys = where === undefined ? await keptKeys(database) : await keysAt(where);
        const verified = await verifyIssuedFile(await readLocalFile(file), keys);
        sayVerified(file, verified, where ?? 'the database', console);
        for (const line of await compareWithRecord(database, verified, new Clock().now())) console.out(line);
      });
    return runCommand(console, USAGE, () => parse(args), verify, config);
  }
  try {
    const { file, keys } = parse(args);
    await plainly(async () => {
      const bytes = await readLocalFile(file);
      const known = keys === undefined ? await ownKeys(config ?? readAppConfig()) : await keysAt(keys);
      sayVerified(file, await verifyIssuedFile(bytes, known), keys ?? 'this installation', console);
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
    options: { keys: { type: 'string' }, database: { type: 'boolean' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Say which file to verify, and only one.');
  return { file, keys: values.keys };
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

/** The key of this installation, which follows from its master key: no network and no database are needed. */
async function ownKeys(config: AppConfig): Promise<PublishedKey[]> {
  const masterKey = await readMasterKey(config);
  if (!masterKey) throw new NotVerified(NO_KEYS);
  return [(await signingKeyOf(masterKey.derive(SIGNING_KEY_PURPOSE))).published];
}

function sayVerified(
  file: string,
  { document, sha256, key }: Verified,
  keysOf: string,
  { out }: Console,
): void {
  const { report, version, issuedAt, issuedBy, commentaries, supersedes } = document;
  out(`VERIFIED: ${file} is what was issued, whole and unchanged.`);
  out(
    `  Report:      compliance report of ${report.force.name}, ${subjectWords(report)}, version ${version}`,
  );
  if (supersedes !== null) out(`  Replaces:    version ${version - 1} (${supersedes})`);
  out(`  Issued:      ${instantWords(issuedAt)} by ${signatoryWords(issuedBy)}`);
  out(`  Data up to:  ${instantWords(report.cutOffAt)}; definitions ${report.definitionsVersion}`);
  out(`  Checked:     figures: ${report.figures.length}, commentaries: ${commentaries.length}`);
  out(`  SHA-256:     ${sha256}, as the file says`);
  out(`  Signature:   Ed25519, by the key ${key.kid} of ${keysOf}`);
}

if (isStarted(import.meta.url)) {
  const console_ = { out: console.log, err: console.error };
  process.exitCode = await verifyReportCommand(process.argv.slice(2), console_);
}
