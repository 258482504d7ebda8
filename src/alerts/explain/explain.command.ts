import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { type AppConfig, readAppConfig } from '../../config/app-config.js';
import { normaliseReference } from '../../contacts/domain/reference.js';
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
import { explainContact } from './explain-contact.js';
import { explanationLines } from './explanation.js';

const USAGE = `Usage: npm run explain -- REFERENCE [--force ID]

  REFERENCE    of a contact, such as NCK-47M-TXR
  --force ID   the force that has it; without it every force is looked through`;

interface Arguments {
  reference: string;
  forceId: string | undefined;
}

/** Exit code 0: explained. 1: there is no such contact. 2: called wrongly. */
export function explainCommand(args: string[], console: Console, config?: AppConfig): Promise<ExitCode> {
  const settings = config ?? readAppConfig();
  return runCommand(
    console,
    USAGE,
    () => parse(args),
    (database, asked) => explain(database, asked, console, settings),
    settings,
  );
}

function parse(args: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { force: { type: 'string' } },
  });
  const reference = positionals.join('').trim();
  if (reference === '') throw new UsageError('Say which contact, by its reference.');
  return { reference, forceId: values.force };
}

/** Reading is a consultation, and is logged as one. */
async function explain(
  database: ForceDatabase,
  { reference, forceId }: Arguments,
  { out }: Console,
  config: AppConfig,
): Promise<void> {
  const [audit, clock, standards] = [new AuditLog(), new Clock(), new ResponseStandards()];
  const now = clock.now();
  const forces = await new Forces(database, audit, clock).all();
  if (forceId !== undefined && !forces.some(({ id }) => id === forceId)) {
    throw DomainError.notFound(
      `There is no force "${forceId}"; npm run force -- list shows which there are.`,
    );
  }
  const known = normaliseReference(reference);
  const lines: string[] = [];
  for (const { id } of forces.filter((force) => known && (forceId ?? force.id) === force.id)) {
    lines.push(...(await database.inForce(id, (manager) => linesOf(manager, id, known!))));
  }
  if (lines.length === 0) {
    throw DomainError.notFound(
      `No contact${forceId === undefined ? '' : ` of ${forceId}`} has the reference ${reference}.`,
    );
  }
  for (const line of lines) out(line);

  async function linesOf(manager: EntityManager, force: string, wanted: string): Promise<string[]> {
    const found = await explainContact(manager, standards, force, wanted, now, localDayOf(now));
    if (!found) return [];
    await consulted(manager, audit, force, found.id, now);
    return explanationLines(found.contact, config.MAIL_FROM.split('@')[1]!, now);
  }
}

async function consulted(
  manager: EntityManager,
  audit: AuditLog,
  forceId: string,
  contactId: string,
  at: DateTime,
): Promise<void> {
  const actor = { kind: 'command', id: 'explain' } as const;
  await audit.record(manager, {
    forceId,
    at,
    actor,
    action: 'consult',
    subjectKind: 'contact',
    subjectId: contactId,
  });
}

if (isStarted(import.meta.url)) {
  process.exitCode = await explainCommand(process.argv.slice(2), { out: console.log, err: console.error });
}
