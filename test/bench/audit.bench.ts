/**
 * What does the log cost? A page's reads with and without the entry that they leave, and intake with and without the
 * sealer beside it and the bare row that it is measured against: same machine, same PostgreSQL, in turns.
 *
 *   npm run bench:audit -- [rounds] [seconds]
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import pg from 'pg';
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
    create table bare (id bigint generated always as identity primary key, body jsonb not null);
    grant insert on bare to npg_app;`);
  const dataSource = await applicationDataSource({
    url: urls.applicationUrl,
    poolSize: CLIENTS + 2,
  }).initialize();
  const database = new ForceDatabase(dataSource);
  try {
    await pages(database);
    await intake(database);
    const report = await verifyChain(database, FORCE);
    say(
      `\nverified afterwards: sealed ${report.position}, findings ${report.findings.length}, unsealed ${report.tail.entries}`,
    );
  } finally {
    await dataSource.destroy();
    await admin.end();
  }
} finally {
  await server.stop();
}

/** Twenty contacts for a list; what the page itself takes beside it (rendering, the session) is left out. */
async function pages(database: ForceDatabase): Promise<void> {
  await receiveContacts(database, FORCE, Array.from({ length: 200 }, contact));
  const audit = new AuditLog();
  const read = (logs: boolean): Promise<void> =>
    database.inForce(FORCE, async (manager) => {
      const rows: { id: string }[] = await manager.query(
        `select c.id, c.reference, k.due_at from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id
          where k.force_id = $1 and k.stopped_at is null order by k.due_at limit 20`,
        [FORCE],
      );
      if (!logs) return;
      await audit.record(manager, {
        ...{ forceId: FORCE, at: DateTime.utc(), actor: { kind: 'person', id: PERSON }, action: 'consult' },
        ...{ subjectKind: 'contact-list', subjectId: 'waiting', requestId: randomUUID() },
        detail: { contacts: rows.map(({ id }) => id) },
      });
    });
  const alone = (): Promise<unknown> =>
    database.statement('record-consultation', 'select record_consultation($1, $2, $3, $4, $5, $6, $7, $8)', [
      ...[FORCE, DateTime.utc(), 'person', PERSON, 'officer-list', '/officers', randomUUID(), '{}'],
    ]);
  const without: number[] = [];
  const within: number[] = [];
  const after: number[] = [];
  const bare: number[] = [];
  const timed = async (times: number[], work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  };
  for (let turn = 0; turn < PAGES_A_ROUND * ROUNDS; turn++) {
    await timed(without, () => read(false));
    await timed(within, () => read(true));
    await timed(after, () => read(false).then(alone));
    await timed(bare, () => insertBare(database));
  }
  const base = median(without);
  say(`\n| a page's reads, p50 of ${without.length} | ms | more by |\n| --- | --- | --- |`);
  for (const [name, times] of [
    ['without an entry', without],
    ['with its entry, in the same transaction', within],
    ['with its entry behind, by itself (@Consults)', after],
  ] as const)
    say(`| ${name} | ${median(times).toFixed(2)} | ${(median(times) - base).toFixed(2)} ms |`);
  say(`| for comparison: a bare row, committed to the disk | ${median(bare).toFixed(2)} | |`);
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
