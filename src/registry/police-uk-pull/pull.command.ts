import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { type AppConfig, readAppConfig } from '../../config/app-config.js';
import type { ForceDatabase } from '../../database/force-database.js';
import { type Console, type ExitCode, isStarted, runCommand, UsageError } from '../command-run.js';
import { Forces } from '../forces.js';
import { changeLines, noteLines } from './pull-text.js';
import { findPullImport, rowsOf } from './pull-import.query.js';
import { POLITE_PACE, type PullPace } from './pull-pace.js';
import { notConfigured, PullRunner } from './pull-runner.js';
import { type ApplyOutcome, PoliceUkPulls } from './police-uk-pulls.service.js';

const USAGE = `Usage: npm run pull -- --force ID [--apply]

  --force ID   the force, by the id that data.police.uk uses, such as leicestershire
  --apply      do everything that the differences show; without it they are only printed

  POLICE_UK_URL says where from, for example https://data.police.uk/api`;

const BY_COMMAND: Actor = { kind: 'command', id: 'pull' };

/** A line each; a force has some hundred of them. */
const ALL = { limit: 1_000_000, offset: 0 };

const OUTCOMES: Record<ApplyOutcome, string> = {
  applied: 'All of it was applied.',
  already: 'It was applied before; nothing was changed.',
  nothing: 'Nothing differs, so nothing was changed.',
  again: 'The registry changed meanwhile and nothing was applied. Run the command again.',
};

/** Exit code 0: done. 1: refused or failed, nothing changed. 2: called wrongly. */
export function pullCommand(
  args: string[],
  console: Console,
  config?: AppConfig,
  pace: PullPace = POLITE_PACE,
): Promise<ExitCode> {
  const settings = config ?? readAppConfig();
  return runCommand(
    console,
    USAGE,
    () => parse(args),
    (database, { forceId, apply }) => pull(database, forceId, apply, console, settings, pace),
    settings,
  );
}

function parse(args: string[]): { forceId: string; apply: boolean } {
  const { values } = parseArgs({
    args,
    options: { force: { type: 'string' }, apply: { type: 'boolean', default: false } },
  });
  if (!values.force) throw new UsageError('Say which force with --force ID.');
  return { forceId: values.force, apply: values.apply };
}

async function pull(
  database: ForceDatabase,
  forceId: string,
  apply: boolean,
  { out, err }: Console,
  config: AppConfig,
  pace: PullPace,
): Promise<void> {
  const [audit, clock] = [new AuditLog(), new Clock()];
  const runner = new PullRunner(config, audit, pace);
  if (runner.source === null) throw notConfigured();
  if (!(await new Forces(database, audit, clock).find(forceId))) {
    throw DomainError.notFound(
      `There is no force "${forceId}"; npm run force -- list shows which there are.`,
    );
  }
  const at = clock.now();
  const content = await runner.pull(forceId, at, new AbortController().signal, (done, total) => {
    if (done > 0 && (done === total || done % 10 === 0)) err(`${done} of ${total} neighbourhoods`);
    return Promise.resolve();
  });
  const id = newId();
  const one = await database.inForce(forceId, async (manager) => {
    await runner.keep(manager, forceId, { id, content, at, actor: BY_COMMAND });
    const differences = await rowsOf(manager, forceId, id, { list: 'differences', ...ALL });
    const notes = await rowsOf(manager, forceId, id, { list: 'notes', ...ALL });
    for (const row of differences.rows) for (const line of changeLines(row)) out(line);
    for (const row of notes.rows) for (const line of noteLines(row)) out(line);
    return (await findPullImport(manager, forceId, id, { lock: false, withContent: false }))!;
  });
  const { added, changed, same, gone, refused } = one.counts;
  out(
    `${added} new, ${changed} different, ${same} the same, ${gone} only here, ${refused} cannot be taken, of ${forceId}.`,
  );
  if (!apply) {
    out('Nothing was changed. Apply it with --apply, or on the page of the pull.');
    return;
  }
  const pulls = new PoliceUkPulls(database, clock, audit, runner);
  out(OUTCOMES[await pulls.applyPull(forceId, id, one.columns.fingerprint, { actor: BY_COMMAND })]);
}

if (isStarted(import.meta.url)) {
  process.exitCode = await pullCommand(process.argv.slice(2), { out: console.log, err: console.error });
}
