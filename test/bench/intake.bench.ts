/**
 * How many contacts a second does the product take in, with everything it does (key, validation, clock, timeline,
 * idempotency, audit, encryption, row-level security), against bare Fastify and pg inserting one row? Same machine, same
 * PostgreSQL, same load, in turns; each figure is the median of the rounds.
 *
 *   npm run bench:intake -- [rounds] [seconds] [connections]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import { findRunningTrial } from '../../src/database/embedded/running-trial.js';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 6);
const CONNECTIONS = Number(process.argv[4] ?? 32);

interface Contestant {
  name: string;
  url: string;
  headers: Record<string, string>;
  neighbourhood: string;
  /** Given, every contact is acknowledged by mail while the next ones come in. */
  email?: string;
}

const dataDir = await mkdtemp(join(tmpdir(), 'npg-bench-'));
const processes: ChildProcess[] = [];
try {
  const trial = await startProduct();
  const bare = await startBare();
  const acknowledged = {
    ...trial,
    name: 'the product, each acknowledged by mail',
    email: 'bench@example.org',
  };
  // The mails of the last one would be sent during the next round of the others, so it runs after them.
  const contestants = [bare, trial];
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (const contestant of contestants) await load(contestant, 2); // warm up
  for (let round = 1; round <= ROUNDS; round++) {
    for (const contestant of contestants) {
      const rate = await load(contestant, SECONDS);
      rates.get(contestant.name)!.push(rate);
      console.log(`round ${round}: ${contestant.name}: ${rate.toFixed(0)} requests/s`);
    }
  }
  rates.set(acknowledged.name, [await load(acknowledged, SECONDS)]);
  const ofBare = median(rates.get(bare.name)!);
  console.log(
    `\n| intake, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s | requests/s | ratio |`,
  );
  console.log('| --- | --- | --- |');
  for (const [name, measured] of rates) {
    const rate = median(measured);
    console.log(`| ${name} | ${rate.toFixed(0)} | ${(rate / ofBare).toFixed(2)} |`);
  }
  await countStored(trial.neighbourhood);
} finally {
  for (const child of processes) child.kill('SIGTERM');
  for (const child of processes) {
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((done) => child.once('exit', done));
  }
  await rm(dataDir, { recursive: true, force: true });
}

async function startProduct(): Promise<Contestant> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  processes.push(child);
  for (let waited = 0; waited < 60_000; waited += 200) {
    const text = await readFile(join(dataDir, 'trial.json'), 'utf8').catch(() => null);
    if (text) {
      const { url, apiKey } = JSON.parse(text) as { url: string; apiKey: string };
      const headers = { authorization: `Bearer ${apiKey}` };
      const answer = await fetch(`${url}/api/v1/neighbourhoods`, { headers });
      const { items } = (await answer.json()) as { items: { code: string }[] };
      return { name: 'the product', url: `${url}/api/v1/contacts`, headers, neighbourhood: items[0]!.code };
    }
    await sleep(200);
  }
  throw new Error('The product did not start.');
}

async function startBare(): Promise<Contestant> {
  const cluster = (await findRunningTrial(dataDir))!;
  const admin = new pg.Client({ connectionString: cluster.adminUrl });
  await admin.connect();
  await admin.query('create database bare');
  await admin.end();
  const url = cluster.adminUrl.replace(/\/[^/?]*(\?|$)/, '/bare$1');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table bare_contact (id bigint generated always as identity primary key, neighbourhood text not null,
    channel text not null, submitted_at timestamptz not null, body jsonb not null)`);
  await client.end();
  const child = spawn(process.execPath, ['test/bench/bare-server.mjs', url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  const address = await new Promise<string>((resolve) =>
    child.stdout!.once('data', (data: Buffer) => resolve(data.toString().trim())),
  );
  return { name: 'bare Fastify + pg, one row', url: `${address}/contacts`, headers: {}, neighbourhood: 'X1' };
}

async function load({ url, headers, neighbourhood, email }: Contestant, duration: number): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          headers: { ...request.headers, 'idempotency-key': randomUUID() },
          body: JSON.stringify({
            neighbourhood,
            channel: 'web-form',
            submittedAt: new Date(Date.now() - 1000).toISOString(),
            subject: 'Cars parked on the pavement',
            message:
              'Every evening cars are parked on the pavement by the school, so that people with prams walk on the road.',
            enquirer: { name: 'Bench Mark', telephone: '01632 960 100', ...(email && { email }) },
          }),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed at ${url}`);
  return result['2xx'] / result.duration;
}

/** Every 201 must be a stored contact: a fast answer that stores nothing would be no answer. */
async function countStored(neighbourhood: string): Promise<void> {
  const cluster = (await findRunningTrial(dataDir))!;
  const client = new pg.Client({ connectionString: cluster.adminUrl.replace(/\/[^/?]*(\?|$)/, '/npg$1') });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(
    `select (select count(*) from contact) as contacts, (select count(*) from clock) as clocks, (select count(*) from contact_personal) as sealed,
            (select count(*) from idempotency_key) as keys, (select count(*) from audit_entry where action = 'collect') as audited,
            (select count(*) from timeline_entry where kind = 'received') as timelines`,
  );
  await client.end();
  console.log(`\nstored in all, ${neighbourhood} and the demonstration together: ${JSON.stringify(rows[0])}`);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
