import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { formatInstant } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import type { AppConfig } from '../../config/app-config.js';
import { stageName } from '../../contacts/alert-wording.js';
import { ResponseStandards } from '../../contacts/response-standards.js';
import type { ForceDatabase } from '../../database/force-database.js';
import {
  type Console,
  type ExitCode,
  isStarted,
  runCommand,
  UsageError,
} from '../../registry/command-run.js';
import { Forces } from '../../registry/forces.js';
import type { ClockChange } from './clock-changes.js';
import { StandardChanges } from './standard-changes.service.js';
import { EXAMPLES, summaryLines } from './standard-preview.view.js';

const USAGE = `Usage: npm run standard -- --force ID --to VERSION [--apply]

  --force ID     the force, by the id that data.police.uk uses, such as leicestershire
  --to VERSION   the version of config/response-standard.yaml for the contacts that wait
  --apply        apply it; without it what would change is only printed`;

const BY_COMMAND: Actor = { kind: 'command', id: 'standard' };

interface Arguments {
  forceId: string;
  to: string;
  apply: boolean;
}

/** Exit code 0: printed or applied. 1: refused, nothing changed. 2: called wrongly. */
export function standardCommand(args: string[], console: Console, config?: AppConfig): Promise<ExitCode> {
  return runCommand(
    console,
    USAGE,
    () => parse(args),
    (database, asked) => changeStandard(database, asked, console),
    config,
  );
}

function parse(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      force: { type: 'string' },
      to: { type: 'string' },
      apply: { type: 'boolean', default: false },
    },
  });
  if (!values.force) throw new UsageError('Say which force with --force ID.');
  if (!values.to) throw new UsageError('Say which version with --to VERSION.');
  return { forceId: values.force, to: values.to, apply: values.apply };
}

async function changeStandard(
  database: ForceDatabase,
  { forceId, to, apply }: Arguments,
  { out }: Console,
): Promise<void> {
  const [audit, clock, by] = [new AuditLog(), new Clock(), { actor: BY_COMMAND }];
  if (!(await new Forces(database, audit, clock).find(forceId))) {
    throw DomainError.notFound(
      `There is no force "${forceId}"; npm run force -- list shows which there are.`,
    );
  }
  const changes = new StandardChanges(database, clock, new ResponseStandards(), audit);
  const preview = await changes.previewChange(forceId, to, by, EXAMPLES);
  for (const [what, count] of summaryLines(preview.changes)) out(`${what}: ${count}`);
  for (const change of preview.changes.slice(0, EXAMPLES)) out(exampleLine(change));
  const more = preview.changes.length - EXAMPLES;
  if (more > 0) out(`and ${more} more`);
  if (!apply)
    return out('Nothing was changed. Apply it with --apply, or on the page of the response standard.');
  const applied = await changes.applyChange(forceId, to, preview.fingerprint, by);
  out(
    `${applied === 1 ? '1 waiting contact runs' : `${applied} waiting contacts run`} under version ${to} now.`,
  );
}

function exampleLine({ clock, targetAt, moved }: ClockChange): string {
  const target = targetAt ? `target ${formatInstant(targetAt)}` : 'no target';
  const was = clock.targetAt ? ` (was ${formatInstant(clock.targetAt)})` : '';
  const next = moved.saidAtOnce
    ? `at once: ${stageName(moved.saidAtOnce)}`
    : moved.nextAlertAt
      ? `next alert ${formatInstant(moved.nextAlertAt)}`
      : 'no alert ahead';
  return `${clock.reference}  due ${formatInstant(clock.dueAt)}  ${target}${was}  ${next}`;
}

if (isStarted(import.meta.url)) {
  process.exitCode = await standardCommand(process.argv.slice(2), { out: console.log, err: console.error });
}
