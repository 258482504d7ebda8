import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { ApiKeys } from '../access/api-keys.js';
import { readKeyLimits } from '../access/sign-in-config.js';
import { People } from '../access/people.js';
import { type Role, ROLES, type Scope, SCOPES } from '../access/principal.js';
import type { Actor } from '../audit/audit-log.js';
import { AuditLog } from '../audit/audit-log.js';
import { formatDay, isDay, localDayOf, startOfLocalDay } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { type AppConfig, readAppConfig } from '../config/app-config.js';
import type { ForceDatabase } from '../database/force-database.js';
import { type Console, type ExitCode, isStarted, runCommand, UsageError } from './command-run.js';
import { emailProblem } from './domain/contact-route.js';
import { Forces } from './forces.js';
import { officersByCollarNumber } from './officer-lookup.query.js';

const USAGE = `Usage:
  npm run force -- list
  npm run force -- add --id ID --name "NAME" --starts-on YYYY-MM-DD
  npm run force -- key --force ID --name NAME --scopes SCOPE,SCOPE [--expires-on YYYY-MM-DD]
  npm run force -- person --force ID --name "NAME" --role ROLE [--email ADDRESS] [--collar-number NUMBER]

  scopes: ${SCOPES.join(', ')}
  roles:  ${ROLES.join(', ')}`;

const BY_COMMAND: Actor = { kind: 'command', id: 'force' };

type Values = Partial<Record<(typeof OPTIONS)[number], string>>;
type Action = (
  database: ForceDatabase,
  values: Values,
  console: Console,
  config?: AppConfig,
) => Promise<void>;

const OPTIONS = [
  'id',
  'name',
  'starts-on',
  'force',
  'scopes',
  'expires-on',
  'role',
  'email',
  'collar-number',
] as const;

/** What each word needs and may have, so that a misspelt or misplaced option is refused and not passed over. */
const ACTIONS: Record<
  string,
  { needs: readonly (keyof Values)[]; may: readonly (keyof Values)[]; run: Action }
> = {
  list: { needs: [], may: [], run: list },
  add: { needs: ['id', 'name', 'starts-on'], may: [], run: add },
  key: { needs: ['force', 'name', 'scopes'], may: ['expires-on'], run: makeKey },
  person: { needs: ['force', 'name', 'role'], may: ['email', 'collar-number'], run: addPerson },
};

/** Exit code 0: done. 1: refused, nothing changed. 2: called wrongly. */
export function forceCommand(args: string[], console: Console, config?: AppConfig): Promise<ExitCode> {
  return runCommand(
    console,
    USAGE,
    () => parse(args),
    (database, { action, values }) => action(database, values, console, config),
    config,
  );
}

function parse(args: string[]): { action: Action; values: Values } {
  const options = Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }]));
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options }) as {
    values: Values;
    positionals: string[];
  };
  const [word = '', ...more] = positionals;
  const known = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
  if (!known || more.length > 0) throw new UsageError(`Say what to do: ${Object.keys(ACTIONS).join(', ')}.`);
  const missing = known.needs.find((name) => !values[name]?.trim());
  if (missing) throw new UsageError(`${word} needs --${missing}.`);
  const extra = OPTIONS.find(
    (name) => name in values && !known.needs.includes(name) && !known.may.includes(name),
  );
  if (extra) throw new UsageError(`${word} has no --${extra}.`);
  return { action: known.run, values };
}

async function list(database: ForceDatabase, _: Values, { out }: Console): Promise<void> {
  const forces = await forcesOf(database).all();
  for (const { id, name, startsOn } of forces) out(`${id}\t${name}\t${startsOn}`);
  if (forces.length === 0) out('There is no force yet; the first import for one of the 43 registers it.');
}

async function add(database: ForceDatabase, values: Values, { out }: Console): Promise<void> {
  const { id = '', name = '', 'starts-on': startsOn = '' } = values;
  await forcesOf(database).add({ id, name, startsOn }, BY_COMMAND);
  out(`${name} was registered as ${id}; its figures begin on ${startsOn}.`);
}

async function makeKey(
  database: ForceDatabase,
  values: Values,
  { out, err }: Console,
  config: AppConfig = readAppConfig(),
): Promise<void> {
  const { force = '', name = '', scopes = '', 'expires-on': expiresOn } = values;
  await existing(database, force);
  if (expiresOn !== undefined && !isDay(expiresOn)) {
    throw DomainError.field('expires-on', 'must be a date such as 2027-03-31');
  }
  const limits = { keys: readKeyLimits(config) };
  const keys = new ApiKeys(database, new Clock(), new AuditLog(), limits);
  const wanted = scopes.split(',').map((scope) => scope.trim()) as Scope[];
  const { key, expiresAt } = await keys.make(
    force,
    name,
    wanted,
    expiresOn ? startOfLocalDay(expiresOn) : null,
    {
      actor: BY_COMMAND,
    },
  );
  out(key);
  // Not among what a script reads as the key.
  err(`It is good until the end of ${formatDay(localDayOf(expiresAt.minus({ milliseconds: 1 })))}.`);
}

async function addPerson(database: ForceDatabase, values: Values, { out }: Console): Promise<void> {
  const { force = '', name = '', role = '', email, 'collar-number': collarNumber } = values;
  await existing(database, force);
  if (!ROLES.includes(role as Role)) throw DomainError.field('role', `must be one of ${ROLES.join(', ')}`);
  const wrong = email === undefined ? undefined : emailProblem(email);
  if (wrong) throw DomainError.field('email', wrong);
  const officerId = collarNumber && (await officerOf(database, force, collarNumber));
  const person = { name, role: role as Role, ...(email && { email }), ...(officerId && { officerId }) };
  const id = await new People(database, new Clock(), new AuditLog()).add(force, person, BY_COMMAND);
  out(`${id} may sign in to ${force} as ${role}.`);
}

async function officerOf(database: ForceDatabase, force: string, collarNumber: string): Promise<string> {
  const [officer] = await database.inForce(force, (manager) =>
    officersByCollarNumber(manager, force, [collarNumber]),
  );
  if (!officer)
    throw DomainError.field(
      'collar-number',
      `${force} has no officer ${collarNumber}; import the officers first`,
    );
  return officer.id;
}

async function existing(database: ForceDatabase, id: string): Promise<void> {
  if (!(await forcesOf(database).find(id))) {
    throw DomainError.notFound(`There is no force "${id}"; npm run force -- list shows which there are.`);
  }
}

const forcesOf = (database: ForceDatabase): Forces => new Forces(database, new AuditLog(), new Clock());

if (isStarted(import.meta.url)) {
  process.exitCode = await forceCommand(process.argv.slice(2), { out: console.log, err: console.error });
}
