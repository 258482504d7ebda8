/**
 * How long do the sweep, the choice of recipients and the mails take, with how many contacts ever stored and how many
 * instances? Beside each the same work in raw SQL, in turns; each figure is the median of the rounds.
 *
 *   npm run bench:alerts -- [--rows 10000000] [--rounds 5] [--minutes 3] [--only nothing,some,all,steady]
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { DateTime } from 'luxon';
import pg from 'pg';
import { claimDueClocks } from '../../src/alerts/sweep.query.js';
import { rungsOfTheFile } from '../chaos/forces.js';
import { Server } from '../chaos/installation.js';
import { startMailServer } from '../chaos/mail-server.js';
import { ROOT } from '../support/postgres/trial-process.js';
import { RAW_ALL, RAW_CLAIM } from './alerts-raw.js';
import { letFallDue, OPEN, store, takeBack } from './alerts-store.js';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1]!;
};
const MANY = Number(option('rows', '10000000'));
const FEW = Math.min(MANY, 100_000);
const ROUNDS = Number(option('rounds', '5'));
const MINUTES = Number(option('minutes', '3'));
const ONLY = option('only', 'nothing,some,all,steady').split(',');
const INSTANCES = 4;
const SOME = 500;
const A_MINUTE = 1_000;

interface Answer {
  ms: number;
  rssMb: number;
  result: Record<string, number>;
}

/** One of the databases, with the instances that work on it. */
interface Store {
  name: string;
  rows: number;
  applicationUrl: string;
  ownerUrl: string;
  admin: pg.Client;
  workers: ChildProcess[];
}

const table: string[][] = [['', 'product', 'raw SQL', 'ratio', 'wanted']];
const say = (line: string): void => console.log(line);
const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;

const server = await Server.start({ shared_buffers: '512MB', max_wal_size: '4GB', synchronous_commit: 'on' });
const mail = await startMailServer(() => ({ how: 'accept', afterMs: 5 }));
const stores: Store[] = [];
try {
  for (const [name, rows] of [
    ['few', FEW],
    ['many', MANY],
  ] as const)
    stores.push(await open(name, rows));
  if (ONLY.includes('nothing')) await nothingDue();
  if (ONLY.includes('some')) await someDue();
  if (ONLY.includes('all')) await allDue();
  if (ONLY.includes('steady')) await steady();
  const [head, ...rest] = table.map((row) => `| ${row.join(' | ')} |`);
  say(`\n${[head, '| --- | --- | --- | --- | --- |', ...rest].join('\n')}`);
} finally {
  for (const { admin, workers } of stores) {
    await admin.end();
    await Promise.all(workers.map(ended));
  }
  await mail.close();
  await server.stop();
}

async function open(name: string, rows: number): Promise<Store> {
  const urls = await server.database(name);
  const admin = new pg.Client({ connectionString: urls.adminUrl });
  await admin.connect();
  const seconds = await store(admin, rows, rungsOfTheFile().version);
  const { rows: sizes } = await admin.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  );
  say(`${name}: ${rows} contacts stored in ${seconds.toFixed(0)} s, ${sizes[0]!.size}`);
  const workers = Array.from({ length: INSTANCES }, () =>
    fork('test/bench/alerts-worker.ts', [urls.applicationUrl, mail.url], {
      cwd: ROOT,
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--import',
        './test/support/postgres/typescript-loader.mjs',
      ],
    }),
  );
  await Promise.all(workers.map((worker) => heard(worker)));
  return { name, rows, ...urls, admin, workers };
}

/** The statement that looks for work, while there is none, as PostgreSQL itself measures it. */
async function nothingDue(): Promise<void> {
  const measured = await inTurns(async ({ admin }) => {
    const explained = await explainClaim(admin);
    return explained['Execution Time'] + explained['Planning Time'];
  }, 20);
  const swept = await inTurns(async ({ workers }) => (await ask(workers[0]!, 'sweep')).ms, 20);
  for (const { name, rows } of stores)
    table.push([
      `nothing due, ${rows} contacts: in the database`,
      ms(measured.get(name)!),
      '',
      '',
      '<= 1 ms',
    ]);
  table.push([
    'nothing due: the whole sweep, few and many',
    stores.map(({ name }) => ms(swept.get(name)!)).join(', '),
    '',
    '',
    '',
  ]);
}

async function someDue(): Promise<void> {
  const contestants: Record<string, (at: Store) => Promise<number>> = {
    claim: ({ admin }) => timed(async () => void (await admin.query(RAW_CLAIM, [new Date(), SOME]))),
    raw: ({ admin }) => timed(async () => void (await admin.query(RAW_ALL, [new Date(), SOME]))),
    product: async ({ workers }) => (await ask(workers[0]!, 'sweep')).ms,
  };
  const measured = new Map<string, number[]>();
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const at of stores) {
      for (const [name, measure] of Object.entries(contestants)) {
        await letFallDue(at.admin, { count: SOME, from: new Date() });
        const took = await measure(at);
        if (round > 0)
          measured.set(`${name} ${at.name}`, [...(measured.get(`${name} ${at.name}`) ?? []), took]);
        await takeBack(at.admin);
      }
    }
  }
  const took = (name: string, at: Store): number => median(measured.get(`${name} ${at.name}`)!);
  for (const at of stores) {
    const [own, claim, raw] = [took('product', at), took('claim', at), took('raw', at)];
    table.push([
      `${SOME} due of ${at.rows}: flagged and queued, against the raw claim of the same rows`,
      ms(own),
      ms(raw),
      (own / raw).toFixed(2),
      '<= 3',
    ]);
    table.push([
      'the same against a raw claim that writes no deliveries and mails',
      ms(own),
      ms(claim),
      (own / claim).toFixed(2),
      '',
    ]);
  }
  const [few, many] = stores as [Store, Store];
  table.push([
    `${SOME} due of ${MANY}, against ${FEW} contacts`,
    ms(took('product', many)),
    ms(took('product', few)),
    (took('product', many) / took('product', few)).toFixed(2),
    '<= 1.2',
  ]);
  const rss = await Promise.all(stores.map(async ({ workers }) => (await ask(workers[0]!, 'sweep')).rssMb));
  table.push([
    `memory of an instance after the same work on ${MANY}, and on ${FEW} contacts`,
    `${rss[1]!.toFixed(0)} MB`,
    `${rss[0]!.toFixed(0)} MB`,
    (rss[1]! / rss[0]!).toFixed(2),
    'flat',
  ]);
}

/** Everything due at once, with all instances at work. */
async function allDue(): Promise<void> {
  const at = stores.at(-1)!;
  const [product, raw, drained]: [number[], number[], number[]] = [[], [], []];
  const rowsWritten = new Set<string>();
  const before = await Promise.all(at.workers.map((worker) => ask(worker, 'sweep')));
  let after: Answer[] = before;
  for (let round = 0; round < Math.max(1, Math.min(ROUNDS, 3)); round += 1) {
    await takeBack(at.admin);
    await letFallDue(at.admin, { count: OPEN, from: new Date() });
    raw.push(await timed(async () => void (await at.admin.query(RAW_ALL, [new Date(), OPEN]))));
    const expected = await rowsOf(at.admin);
    await takeBack(at.admin);
    await letFallDue(at.admin, { count: OPEN, from: new Date() });
    product.push(
      await timed(async () => void (await Promise.all(at.workers.map((worker) => ask(worker, 'sweep'))))),
    );
    const written = await rowsOf(at.admin);
    say(`${OPEN} at once: raw ${JSON.stringify(expected)}, product ${JSON.stringify(written)}`);
    mail.accepted.length = 0;
    mail.mostConnections = 0;
    const seconds =
      (await timed(
        async () => void (after = await Promise.all(at.workers.map((worker) => ask(worker, 'send')))),
      )) / 1000;
    drained.push(mail.accepted.length / seconds);
    const recipients = new Set(mail.accepted.map(({ to }) => to)).size;
    say(
      `${mail.accepted.length} mails to ${recipients} recipients in ${seconds.toFixed(1)} s over ${mail.mostConnections} connections`,
    );
    rowsWritten.add(`${Object.values(written).join(', ')}|${Object.values(expected).join(', ')}`);
  }
  for (const rows of rowsWritten)
    table.push([
      `${OPEN} at once: alerts, deliveries, mails, most mails to one recipient`,
      ...rows.split('|'),
      '',
      'the same, 1',
    ]);
  const [own, other] = [median(product), median(raw)];
  table.push([
    `${OPEN} at once, ${INSTANCES} instances: all rows written`,
    ms(own),
    ms(other),
    (own / other).toFixed(2),
    '<= 2',
  ]);
  table.push([
    `their mails into a server that takes 5 ms`,
    `${median(drained).toFixed(0)} mails/s`,
    '',
    '',
    '>= 500',
  ]);
  const rss = (answers: Answer[]): string => answers.map(({ rssMb }) => rssMb.toFixed(0)).join(', ');
  table.push([
    `memory of the instances on ${at.rows} contacts before and after`,
    `${rss(before)} MB; ${rss(after)} MB`,
    '',
    '',
    '',
  ]);
  await takeBack(at.admin);
}

/** Real instances with their own timers, while so many clocks fall due every minute. */
async function steady(): Promise<void> {
  const at = stores.at(-1)!;
  for (const count of [1, INSTANCES]) {
    await takeBack(at.admin);
    const servers = Array.from({ length: count }, () => startInstance(at));
    await Promise.all(servers.map(({ ready }) => ready));
    const memory = servers.map(({ child }) => residentMb(child));
    mail.accepted.length = 0;
    const from = new Date(Date.now() + 5_000);
    const clocks = Math.min(OPEN, A_MINUTE * MINUTES);
    await letFallDue(at.admin, { count: clocks, from, seconds: (clocks / A_MINUTE) * 60 });
    await sleep((clocks / A_MINUTE) * 60_000 + 45_000);
    const { rows } = await at.admin.query<{ id: string; planned: number[] }>(
      `select d.mail_id as id, array_agg(extract(epoch from a.planned_at)::float8 * 1000) as planned
         from delivery d join alert a on a.force_id = d.force_id and a.id = d.alert_id where d.mail_id is not null group by 1`,
    );
    const acceptedAt = new Map(mail.accepted.map(({ messageId, atMs }) => [messageId.slice(1, 37), atMs]));
    const late = rows.flatMap(({ id, planned }) =>
      planned.map((plannedMs) => ((acceptedAt.get(id) ?? Infinity) - plannedMs) / 1000),
    );
    late.sort((a, b) => a - b);
    table.push([
      `${A_MINUTE} due a minute for ${(clocks / A_MINUTE).toFixed(0)} minutes, ${count} instance(s): lateness p50, p99, most of ${late.length}`,
      [0.5, 0.99, 1]
        .map((part) => `${late[Math.min(late.length - 1, Math.floor(part * late.length))]!.toFixed(1)} s`)
        .join(', '),
      '',
      '',
      'p99 <= 20 s',
    ]);
    table.push([
      `memory before and after`,
      `${memory.join(', ')} MB; ${servers.map(({ child }) => residentMb(child)).join(', ')} MB`,
      '',
      '',
      'flat',
    ]);
    await Promise.all(servers.map(({ child }) => ended(child)));
  }
}

async function rowsOf(admin: pg.Client): Promise<Record<string, number>> {
  const { rows } = await admin.query<Record<string, number>>(
    `select (select count(distinct clock_id)::int from alert) as alerts, (select count(*)::int from delivery where mail_id is not null) as deliveries,
            (select count(*)::int from outbox_mail) as mails,
            (select coalesce(max(n), 0)::int from (select count(*) as n from outbox_mail group by force_id, recipient_kind, recipient_id) m) as most`,
  );
  return rows[0]!;
}

/** The median of so many rounds on each store, in turns. */
async function inTurns(
  measure: (at: Store) => Promise<number>,
  rounds: number,
): Promise<Map<string, number>> {
  const measured = new Map<string, number[]>(stores.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const at of stores) measured.get(at.name)!.push(await measure(at));
  }
  return new Map([...measured].map(([name, values]) => [name, median(values)]));
}

/** The product's own statement under EXPLAIN ANALYZE. */
async function explainClaim(
  admin: pg.Client,
): Promise<{ 'Execution Time': number; 'Planning Time': number }> {
  const manager = {
    query: async (sql: string, values: unknown[]) => {
      const { rows } = await admin.query<{ 'QUERY PLAN': unknown[] }>(
        `explain (analyze, buffers, format json) ${sql}`,
        values,
      );
      return rows[0]!['QUERY PLAN'];
    },
  } as unknown as EntityManager;
  const [plan] = await claimDueClocks(manager, DateTime.utc(), 2_000);
  return plan as unknown as { 'Execution Time': number; 'Planning Time': number };
}

function ask(worker: ChildProcess, work: 'sweep' | 'send'): Promise<Answer> {
  const answer = heard<Answer>(worker);
  worker.send(work);
  return answer;
}

function heard<T>(worker: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`An instance ended with ${code}.`));
    worker.once('exit', onExit);
    worker.once('message', (message: T & { error?: string }) => {
      worker.removeListener('exit', onExit);
      if (message.error === undefined) resolve(message);
      else reject(new Error(message.error));
    });
  });
}

function startInstance({ applicationUrl, ownerUrl }: Store): { child: ChildProcess; ready: Promise<void> } {
  const { PATH = '', HOME = '/' } = process.env;
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    cwd: ROOT,
    env: {
      ...{ PATH, HOME, PORT: '0', DATABASE_URL: applicationUrl, MIGRATION_DATABASE_URL: ownerUrl },
      ...{ SMTP_URL: mail.url, MASTER_KEY: Buffer.alloc(32, 1).toString('base64') },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('"url"')) resolve();
    });
    child.once('exit', () => reject(new Error('An instance did not start.')));
  });
  return { child, ready };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) child.disconnect();
  else child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(patience);
}

function residentMb({ pid }: ChildProcess): string {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return (Number(kilobytes) / 1000).toFixed(0);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
