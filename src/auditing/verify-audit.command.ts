import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { type ChainHead, headText } from '../audit/chain/chain-head.js';
import { guardFindings } from '../audit/chain/verify-guards.js';
import { type ChainReport, verifyChain } from '../audit/chain/verify-chain.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import type { AppConfig } from '../config/app-config.js';
import type { ForceDatabase } from '../database/force-database.js';
import { type Console, type ExitCode, isStarted, runCommand, UsageError } from '../registry/command-run.js';
import { readHeadsFile } from './heads-file.js';
import { findingText, guardText } from './finding-words.js';

const USAGE = `Usage: npm run verify-audit -- [--force ID] [--heads FILE]

  --force ID    only the log of this force; without it, of every force
  --heads FILE  also compares with published heads that were kept elsewhere: a mail as it was saved, an issued report, or
                both in one file. With the heads that this database keeps the log is always compared`;

/** More lines of one force help nobody at once. */
const MOST_FINDINGS = 20;

/** Said beside either verdict: who owns the database can alter the heads in it as well. */
const NOT_COMPARED =
  'NOT COMPARED with heads kept elsewhere: name a mail or a report that an auditor has kept (--heads FILE).';

interface Arguments {
  force: string | undefined;
  heads: string | undefined;
}

/** Exit code 0: the log is whole and guarded. 1: it is not, or cannot be read. 2: called wrongly. */
export async function verifyAuditCommand(
  args: string[],
  console: Console,
  config?: AppConfig,
): Promise<ExitCode> {
  const verify = async (database: ForceDatabase, { force, heads: file }: Arguments): Promise<void> => {
    const heads = file === undefined ? [] : await readHeadsFile(file);
    const forces = await forcesAskedFor(database, force, heads);
    let findings = 0;
    for (const id of forces) {
      const report = await verifyChain(database, id, heads);
      findings += report.findings.length;
      sayReport(report, console);
    }
    const unguarded = await sayGuards(database, console);
    if (file === undefined) console.out(NOT_COMPARED);
    if (findings > 0)
      throw new DomainError('conflict', `NOT WHOLE. The log is not what was sealed; findings: ${findings}.`);
    if (unguarded > 0)
      throw new DomainError(
        'conflict',
        `NOT GUARDED. Every sealed entry is as it was written, but what keeps the log from being changed is not as it was set up; findings: ${unguarded}. What is not sealed yet may have been changed already.`,
      );
    console.out(`WHOLE: every sealed entry of the log is as it was written. Forces: ${forces.length}.`);
  };
  return runCommand(console, USAGE, () => parse(args), verify, config);
}

function parse(args: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { force: { type: 'string' }, heads: { type: 'string' } },
  });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not known here.`);
  return { force: values.force, heads: values.heads };
}

async function forcesAskedFor(
  database: ForceDatabase,
  asked: string | undefined,
  heads: readonly ChainHead[],
): Promise<string[]> {
  const rows = await database.statement<{ id: string }>(
    'forces-with-logs',
    'select id from force order by id',
  );
  const known = rows.map(({ id }) => id);
  if (asked !== undefined && !known.includes(asked))
    throw DomainError.notFound(`There is no force "${asked}".`);
  const stranger = heads.find(({ forceId }) => !known.includes(forceId));
  if (stranger && asked === undefined)
    throw DomainError.notFound(
      `A head is of the force "${stranger.forceId}", which this database does not hold.`,
    );
  return asked === undefined ? known : [asked];
}

/** Of the database as a whole. @returns how many triggers do not keep the log as they should */
async function sayGuards(database: ForceDatabase, { err }: Console): Promise<number> {
  const findings = await guardFindings(database);
  for (const finding of findings) err(guardText(finding));
  return findings.length;
}

function sayReport(report: ChainReport, { out, err }: Console): void {
  const { forceId, position, tail, findings, headsCompared, headsKept } = report;
  out(`${forceId}: sealed entries: ${position}; findings: ${findings.length}`);
  for (const finding of findings.slice(0, MOST_FINDINGS)) err(`  ${findingText(finding)}`);
  if (findings.length > MOST_FINDINGS) err(`  and ${findings.length - MOST_FINDINGS} more`);
  if (position > 0) out(`  Head:             ${headText(report)}`);
  if (headsCompared > 0) out(`  Published heads:  compared: ${headsCompared}`);
  if (headsKept > 0) out(`  Heads kept here:  compared: ${headsKept}`);
  out(`  Not sealed yet:   ${tailText(tail)}`);
  if (report.moves > 0) out(`  Moved to another server: ${report.moves}`);
  if (report.hasMoved)
    out('  The database was restored and its log is not sealed since: start the server, then ask again.');
}

function tailText({ entries, oldestAt }: ChainReport['tail']): string {
  if (oldestAt === null) return 'none';
  const age = new Clock().now().diff(DateTime.fromISO(oldestAt)).as('seconds');
  return `entries: ${entries}, the oldest ${Math.max(0, Math.round(age))} s old`;
}

if (isStarted(import.meta.url)) {
  const console_ = { out: console.log, err: console.error };
  process.exitCode = await verifyAuditCommand(process.argv.slice(2), console_);
}
