/**
 * How long does a file of 50,000 rows take, by page, on one instance: its preview, its application in one transaction
 * and its undoing; how much memory does the server need for it at most, and how quick do its pages stay meanwhile? Beside
 * it the bare insertion of the same rows into a table without history, audit, checks or row-level security.
 *
 *   npm run bench:import -- [rows] [kind: duty-hours|officers]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findRunningTrial } from '../../src/database/embedded/running-trial.js';

const ROWS = Number(process.argv[2] ?? 50_000);
const KIND = process.argv[3] ?? 'duty-hours';
const MONTHS = 24;
const OFFICER_HEADER = 'collar_number,name,rank,duty_email,public_email,public_telephone,name_withheld';

interface Measured {
  seconds: number;
  pages: number[];
}

const dataDir = await mkdtemp(join(tmpdir(), 'npg-bench-'));
let server: ChildProcess | undefined;
try {
  server = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { url, people } = await trial();
  const headers = await signIn(url, people.find(({ role }) => role === 'force-admin')!.id);
  const file = KIND === 'officers' ? officers(ROWS) : dutyHours(ROWS);
  if (KIND !== 'officers') await bringIn(url, headers, 'officers', officers(Math.ceil(ROWS / MONTHS)));

  const idle = await watch(url, headers, () => sleep(5_000));
  const before = await memory(server.pid!);
  let path = '';
  const preview = await watch(url, headers, async () => {
    path = await upload(url, headers, KIND, file);
    await until(url, headers, path, 'Apply ');
  });
  const apply = await watch(url, headers, async () => {
    await post(url, headers, `${path}/apply`);
    await until(url, headers, path, 'Undo the whole import');
  });
  const undo = await watch(url, headers, async () => {
    await post(url, headers, `${path}/undo`);
    await until(url, headers, path, '>Undone<', /Undone/);
  });
  const after = await memory(server.pid!);
  const bare = await bareInsert(ROWS);

  console.log(
    `\n| ${ROWS} rows of ${KIND}, ${(file.length / 1e6).toFixed(1)} MB | seconds | rows/s | page p50, ms | page p95, ms | page max, ms |`,
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [name, { seconds, pages }] of Object.entries({
    'nothing else going on': idle,
    preview,
    apply,
    undo,
  })) {
    const rate = name.startsWith('nothing') ? '' : (ROWS / seconds).toFixed(0);
    const [p50, p95, max] = [0.5, 0.95, 1].map((part) => quantile(pages, part).toFixed(0));
    console.log(`| ${name} | ${seconds.toFixed(1)} | ${rate} | ${p50} | ${p95} | ${max} |`);
  }
  console.log(
    `| bare insert of 1,000 rows a statement | ${bare.toFixed(1)} | ${(ROWS / bare).toFixed(0)} | | | |`,
  );
  console.log(
    `\nmemory of the server: ${before.now} MB before the file, ${after.peak} MB at most, ${after.now} MB afterwards`,
  );
} finally {
  if (server) {
    const ended = new Promise((done) => server!.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true });
}

async function trial(): Promise<{ url: string; people: { id: string; role: string }[] }> {
  for (let waited = 0; waited < 90_000; waited += 200) {
    const text = await readFile(join(dataDir, 'trial.json'), 'utf8').catch(() => null);
    if (text) return JSON.parse(text) as { url: string; people: { id: string; role: string }[] };
    await sleep(200);
  }
  throw new Error('The product did not start.');
}

async function signIn(url: string, personId: string): Promise<Record<string, string>> {
  const body = new URLSearchParams({ personId });
  const answer = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  return { cookie: answer.headers.get('set-cookie')!.split(';', 1)[0]!, 'sec-fetch-site': 'same-origin' };
}

async function upload(
  url: string,
  headers: Record<string, string>,
  kind: string,
  content: string,
): Promise<string> {
  const body = new FormData();
  body.set('kind', kind);
  body.set('file', new File([content], `${kind}.csv`));
  const answer = await fetch(`${url}/imports`, { method: 'POST', headers, body, redirect: 'manual' });
  if (answer.status !== 303)
    throw new Error(`The file was not taken: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('location')!;
}

async function post(url: string, headers: Record<string, string>, path: string): Promise<void> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(),
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`);
}

async function until(
  url: string,
  headers: Record<string, string>,
  path: string,
  text: string,
  pattern = new RegExp(text),
): Promise<void> {
  for (;;) {
    const html = await (await fetch(`${url}${path}`, { headers })).text();
    if (html.includes('Something went wrong')) throw new Error('The import failed.');
    if (pattern.test(html) && !html.includes('% done')) return;
    await sleep(100);
  }
}

async function bringIn(
  url: string,
  headers: Record<string, string>,
  kind: string,
  content: string,
): Promise<void> {
  const path = await upload(url, headers, kind, content);
  await until(url, headers, path, 'Apply ');
  await post(url, headers, `${path}/apply`);
  await until(url, headers, path, 'Undo the whole import');
}

/** Does the work and meanwhile opens a page ten times a second, as a person elsewhere would. */
async function watch(
  url: string,
  headers: Record<string, string>,
  work: () => Promise<unknown>,
): Promise<Measured> {
  const pages: number[] = [];
  let over = false;
  const began = performance.now();
  const working = work().finally(() => (over = true));
  while (!over) {
    const asked = performance.now();
    const answer = await fetch(`${url}/neighbourhoods`, { headers });
    await answer.text();
    if (answer.status !== 200) throw new Error(`A page answered ${answer.status} meanwhile.`);
    pages.push(performance.now() - asked);
    await sleep(Math.max(0, 100 - (performance.now() - asked)));
  }
  await working;
  return { seconds: (performance.now() - began) / 1_000, pages };
}

/** What the server's process holds in memory, and held at most, in MB. */
async function memory(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1024);
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

function officers(count: number): string {
  const lines = Array.from(
    { length: count },
    (_, i) => `B${i},Officer Number ${i},PC,b${i}@force.example,,,`,
  );
  return `${OFFICER_HEADER}\n${lines.join('\n')}\n`;
}

function dutyHours(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const month = i % MONTHS;
    const text = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    return `B${Math.floor(i / MONTHS)},${text},${150 + (i % 20)},${(i % 50) / 2}`;
  });
  return `collar_number,month,rostered_hours,abstracted_hours\n${lines.join('\n')}\n`;
}

async function bareInsert(rows: number): Promise<number> {
  const cluster = (await findRunningTrial(dataDir))!;
  const client = new pg.Client({ connectionString: cluster.adminUrl });
  await client.connect();
  await client.query(
    `create table bare_duty (id uuid primary key, officer text, month date, rostered numeric(7,2), abstracted numeric(7,2))`,
  );
  const began = performance.now();
  await client.query('begin');
  for (let start = 0; start < rows; start += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, rows - start) }, (_, i) => start + i);
    await client.query(
      `insert into bare_duty select gen_random_uuid(), * from unnest($1::text[], $2::date[], $3::numeric[], $4::numeric[])`,
      [batch.map((i) => `B${i}`), batch.map(() => '2026-01-01'), batch.map(() => 150), batch.map(() => 12.5)],
    );
  }
  await client.query('commit');
  const seconds = (performance.now() - began) / 1_000;
  await client.end();
  return seconds;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
}
