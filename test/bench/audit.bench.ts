/**
 * What do the log and row-level security cost a request? A page's reads with and without the entry that they leave, the same
 * reads by a role that passes every policy, and intake with and without the sealer beside it and the bare row that it is
 * measured against: same machine, same PostgreSQL, in turns.
 *
 *   npm run bench:audit -- [rounds] [seconds]
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { verifyChain } from '../../src/audit/chain/verify-chain.js';
import { Clock } from '../../src/common/clock.js';
import { newId } from '../../src/common/new-id.js';
import { makeReference } from '../../src/contacts/domain/reference.js';
import { type NewContact, receiveContacts } from '../../src/contacts/receive-contacts.query.js';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { Server } from '../chaos/installation.js';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 3);
const CLIENTS = 16;
const PAGES_A_ROUND = 400;
const FORCE = 'north';
const PERSON = randomUUID();
const NEIGHBOURHOOD = 'N1';

const say = (line: string): void => console.log(line);
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Twenty contacts for a list; what the page itself takes beside it (rendering, the session) is left out. */
const LIST = `
select c.id, c.reference, k.due_at from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id
 where k.force_id = $1 and k.stopped_at is null order by k.due_at limit 20`;
const ONE = `
select c.*, k.*, p.sealed from contact c
  join clock k on k.force_id = c.force_id and k.contact_id = c.id
  left join contact_personal p on p.force_id = c.force_id and p.contact_id = c.id
 where c.force_id = $1 and c.reference = $2`;

const timed = async (times: number[], work: () => Promise<unknown>): Promise<void> => {
  const began = performance.now();
  await work();
  times.push(performance.now() - began);
};

const line = (name: string, time: number, base: number): string =>
  `| ${name} | ${time.toFixed(3)} | ${(time - base).toFixed(3)} ms | ${(time / base).toFixed(2)} |`;

const server = await Server.start({ synchronous_commit: 'on', fsync: 'on' });
try {
  const urls = await server.database('audit');
  const admin = new pg.Client({ connectionString: urls.adminUrl });
  await admin.connect();
  await admin.query(`
    insert into force (id, name, starts_on, created_at) values ('${FORCE}', 'North', '2026-01-01', now());
    insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
      values ('${FORCE}', gen_random_uuid(), '${NEIGHBOURHOOD}', 'Mill', '[2025-01-01,)', now(), now());
    insert into person (force_id, id, name, role, created_at) values ('${FORCE}', '${PERSON}', 'x', 'supervisor', now());
    create role passing login password 'passing' bypassrls in role npg_app;
    create table bare (id bigint generated always as identity primary key, body jsonb not null);
    grant insert on bare to npg_app;`);
  const dataSource = await applicationDataSource({
    url: urls.applicationUrl,
    poolSize: CLIENTS + 2,
  }).initialize();
  const database = new ForceDatabase(dataSource);
  const passing = await passingDataSource(urls.applicationUrl).initialize();
  try {
    await receiveContacts(database, FORCE, Array.from({ length: 200 }, contact));
    await pages(database);
    await walls(database, passing, admin);
    await intake(database);
    const report = await verifyChain(database, FORCE);
    say(
      `\nverified afterwards: sealed ${report.position}, findings ${report.findings.length}, unsealed ${report.tail.entries}`,
    );
  } finally {
    await passing.destroy();
    await dataSource.destroy();
    await admin.end();
  }
} finally {
  await server.stop();
}

/** The same application's role, but for the policies: whoever acts in it passes them all. */
function passingDataSource(url: string): DataSource {
  const own = applicationDataSource({ url, poolSize: CLIENTS + 2 }).options as { extra: { options: string } };
  const extra = { ...own.extra, options: own.extra.options.replace('role=npg_app', 'role=passing') };
  const as = new URL(url);
  as.username = 'passing';
  as.password = 'passing';
  return new DataSource({ ...own, url: as.toString(), extra } as ConstructorParameters<typeof DataSource>[0]);
}

async function pages(database: ForceDatabase): Promise<void> {
  const audit = new AuditLog();
  const read = (logs: boolean, waits = false): Promise<void> =>
    database.readInForce(
      FORCE,
      async (manager) => {
        const rows: { id: string }[] = await manager.query(LIST, [FORCE]);
        if (!logs) return;
        await audit.record(manager, {
          ...{ forceId: FORCE, at: DateTime.utc(), actor: { kind: 'person', id: PERSON }, action: 'consult' },
          ...{ subjectKind: 'contact-list', subjectId: 'waiting', requestId: randomUUID() },
          detail: { contacts: rows.map(({ id }) => id) },
        });
      },
      waits,
    );
  const alone = (): Promise<unknown> =>
    database.statement('record-consultation', 'select record_consultation($1, $2, $3, $4, $5, $6, $7, $8)', [
      ...[FORCE, DateTime.utc(), 'person', PERSON, 'officer-list', '/officers', randomUUID(), '{}'],
    ]);
  const without: number[] = [];
  const within: number[] = [];
  const waiting: number[] = [];
  const after: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < PAGES_A_ROUND * ROUNDS; turn++) {
    await timed(without, () => read(false));
    await timed(within, () => read(true));
    await timed(waiting, () => read(true, true));
    await timed(after, () => read(false).then(alone));
    await timed(bare, () => insertBare(database));
  }
  const base = median(without);
  say(`\n| a page's reads, p50 of ${without.length} | ms | more by | ratio |\n| --- | --- | --- | --- |`);
  for (const [name, times] of [
    ['without an entry', without],
    ['with its entry, in the same transaction', within],
    ['the same where it waits for the disk: a file, an answer to a program', waiting],
    ['with its entry behind, by itself (@Consults)', after],
  ] as const)
    say(line(name, median(times), base));
  say(`| for comparison: a bare row, committed to the disk | ${median(bare).toFixed(2)} | | |`);
}

/** The same statements of the same page: without any wall, in a transaction that sets its force, and with the policies. */
async function walls(database: ForceDatabase, passing: DataSource, admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ reference: string }>('select reference from contact limit 1');
  const pagesOf = [
    ['a list of twenty', LIST, [FORCE]],
    ['one contact with its clock and texts', ONE, [FORCE, rows[0]!.reference]],
  ] as const;
  const past = new ForceDatabase(passing);
  for (const [what, sql, values] of pagesOf) {
    const bare: number[] = [];
    const set: number[] = [];
    const walled: number[] = [];
    const inForce = (by: ForceDatabase): Promise<unknown> =>
      by.readInForce(FORCE, (manager) => manager.query(sql, [...values]));
    for (let turn = 0; turn < PAGES_A_ROUND * ROUNDS; turn++) {
      await timed(bare, () => passing.query(sql, [...values]));
      await timed(set, () => inForce(past));
      await timed(walled, () => inForce(database));
    }
    const base = median(bare);
    say(
      `\n| row-level security, ${what}, p50 of ${bare.length} | ms | more by | ratio |\n| --- | --- | --- | --- |`,
    );
    say(line('one statement, no force set, no policy', base, base));
    say(line('a transaction that sets its force, no policy', median(set), base));
    say(line('the same with the policies, as the application does', median(walled), base));
    say(
      `| of that the policies alone | ${(median(walled) - median(set)).toFixed(3)} | | ${(median(walled) / median(set)).toFixed(2)} |`,
    );
  }
}

async function intake(database: ForceDatabase): Promise<void> {
  const sealer = new Sealer(database, new Clock());
  const take = (): Promise<unknown> => receiveContacts(database, FORCE, [contact()]);
  const contestants = [
    { name: 'a bare row', work: () => insertBare(database), seals: false },
    { name: 'a contact, nothing sealed meanwhile', work: take, seals: false },
    { name: 'a contact, sealed each second', work: take, seals: true },
  ];
  const rates = contestants.map((): number[] => []);
  for (const { work } of contestants) await load(work, 1);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [index, { work, seals }] of contestants.entries()) {
      // What the others have left behind is sealed outside of everybody's time.
      await sealer.sealDue();
      const sealing = seals ? sealEachSecond(sealer) : null;
      rates[index]!.push(await load(work, SECONDS));
      await sealing?.stop();
    }
  }
  const base = median(rates[0]!);
  say(
    `\n| intake, ${CLIENTS} clients, median of ${ROUNDS} rounds of ${SECONDS} s | statements/s | ratio |\n| --- | --- | --- |`,
  );
  contestants.forEach(({ name }, index) => {
    const rate = median(rates[index]!);
    say(`| ${name} | ${rate.toFixed(0)} | ${(rate / base).toFixed(2)} |`);
  });
  await sealer.sealDue();
}

/** What no log can be cheaper than: one row, made durable. */
function insertBare(database: ForceDatabase): Promise<unknown> {
  const body = { subject: 'Cars', message: 'x'.repeat(150), enquirer: { name: 'Bench Mark' } };
  return database.statement('bare', 'insert into bare (body) values ($1)', [JSON.stringify(body)]);
}

async function load(work: () => Promise<unknown>, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const client = async (): Promise<void> => {
    for (; performance.now() < until; done++) await work();
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return done / ((performance.now() - began) / 1000);
}

function sealEachSecond(sealer: Sealer): { stop(): Promise<void> } {
  let stopping = false;
  const running = (async () => {
    while (!stopping) {
      await sleep(1_000);
      await sealer.sealDue();
    }
  })();
  return {
    stop: () => {
      stopping = true;
      return running;
    },
  };
}

function contact(): NewContact {
  const at = DateTime.utc();
  const dueAt = at.plus({ hours: 72 });
  return {
    ...{
      contactId: newId(),
      reference: makeReference((count) => randomBytes(count)),
      receivedAt: at,
      statedAt: at,
    },
    ...{ neighbourhoodCode: NEIGHBOURHOOD, on: at.toISODate(), channel: 'web-form', reachable: true },
    ...{ search: { email: null, telephone: null }, previousBodyDigest: null },
    personal: { masterKeyId: 'k', wrappedKey: randomBytes(60), sealed: randomBytes(400) },
    clock: { id: newId(), dueAt, targetAt: null, standardVersion: '1', nextAlertAt: dueAt },
    ...{ clientId: 'bench', key: randomUUID(), bodyDigest: randomBytes(32), acknowledge: false },
    ...{ actor: { kind: 'api-key', id: 'bench' }, requestId: randomUUID() },
  } as NewContact;
}
