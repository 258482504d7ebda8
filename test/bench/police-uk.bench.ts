/**
 * How many requests a second does the public interface answer, with the clock, row-level security, entity tags and
 * caching headers, against bare Fastify and pg doing the same SELECT? Same machine, same PostgreSQL, same rows (700
 * neighbourhoods with boundaries of 400 points). Nothing is cached. The two are asked in short turns, one right after
 * the other, so that what else runs on the machine disturbs both; each figure, the ratio too, is the median of the rounds.
 *
 *   npm run bench:police-uk -- [rounds] [seconds] [connections,…]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import { findRunningTrial } from '../../src/database/embedded/running-trial.js';

const ROUNDS = Number(process.argv[2] ?? 9);
const SECONDS = Number(process.argv[3] ?? 1);
const CONNECTIONS = (process.argv[4] ?? '1,32').split(',').map(Number);
const FORCE = 'bench-force';
/** The same address again and again, and every neighbourhood and its middle in turn. */
const LOADS: Record<string, string[]> = {
  '{force}/neighbourhoods': [`${FORCE}/neighbourhoods`],
  '{force}/{neighbourhood}': [`${FORCE}/N350`],
  'locate-neighbourhood': ['locate-neighbourhood?q=52.1052,-0.4948'],
  '{force}/{neighbourhood}, 700 in turn': Array.from({ length: 700 }, (_, i) => `${FORCE}/N${i}`),
  'locate-neighbourhood, 700 in turn': Array.from(
    { length: 700 },
    (_, i) =>
      `locate-neighbourhood?q=${(52.0052 + 0.01 * Math.floor(i / 35)).toFixed(4)},${(-0.4948 + 0.01 * (i % 35)).toFixed(4)}`,
  ),
};

const dataDir = await mkdtemp(join(tmpdir(), 'npg-bench-'));
const processes: ChildProcess[] = [];
try {
  const product = `${await startProduct()}/api/police-uk`;
  const adminUrl = (await findRunningTrial(dataDir))!.adminUrl.replace(/\/[^/?]*(\?|$)/, '/npg$1');
  await layOut(adminUrl);
  const bare = await startBare(adminUrl);
  for (const connections of CONNECTIONS) await compare(connections, bare, product);
} finally {
  for (const child of processes) child.kill('SIGTERM');
  for (const child of processes) {
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((done) => child.once('exit', done));
  }
  await rm(dataDir, { recursive: true, force: true });
}

async function compare(connections: number, bare: string, product: string): Promise<void> {
  console.log(`| connections: ${connections} | bare/s | product/s | ratio |`);
  console.log('| --- | --- | --- | --- |');
  for (const [name, paths] of Object.entries(LOADS)) {
    await assertSameAnswer(`${bare}/${paths[0]}`, `${product}/${paths[0]}`);
    for (const url of [bare, product]) await load(url, paths, 2, connections); // warm up
    const rounds: [ofBare: number, ofProduct: number][] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const rates = new Map<string, number>();
      for (const url of round % 2 ? [bare, product] : [product, bare])
        rates.set(url, await load(url, paths, SECONDS, connections));
      rounds.push([rates.get(bare)!, rates.get(product)!]);
    }
    const ofBare = median(rounds.map(([rate]) => rate)).toFixed(0);
    const ofProduct = median(rounds.map(([, rate]) => rate)).toFixed(0);
    const ratio = median(rounds.map(([one, other]) => other / one)).toFixed(2);
    console.log(`| ${name} | ${ofBare} | ${ofProduct} | ${ratio} |`);
  }
}

async function startProduct(): Promise<string> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', PUBLIC_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  processes.push(child);
  for (let waited = 0; waited < 60_000; waited += 200) {
    const text = await readFile(join(dataDir, 'trial.json'), 'utf8').catch(() => null);
    if (text) return (JSON.parse(text) as { url: string }).url;
    await sleep(200);
  }
  throw new Error('The product did not start.');
}

/** 700 neighbourhoods of a hundredth of a degree, 35 from west to east, each a circle of 400 points with its routes. */
async function layOut(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`
    insert into force (id, name, starts_on, created_at) values ('${FORCE}', 'Bench Force', '2026-01-01', now());
    insert into neighbourhood (force_id, id, code, name, description, population, during, boundary, min_lng, min_lat, max_lng,
        max_lat, area_km2, centre_lng, centre_lat, email, telephone, web_url, created_at, updated_at)
      select '${FORCE}', gen_random_uuid(), 'N' || i, 'Neighbourhood ' || i, 'The streets around number ' || i, 10000 + i, '[2026-01-01,)',
          jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array((
            select jsonb_agg(jsonb_build_array(lng + 0.0055 * cos(2 * pi() * k / 400), lat + 0.0055 * sin(2 * pi() * (k % 400) / 400)) order by k)
              from generate_series(0, 400) k))),
          lng - 0.0055, lat - 0.0055, lng + 0.0055, lat + 0.0055, 0.9 + i / 10000.0, lng, lat, 'n' || i || '@bench.example', '101',
          'https://bench.example/n' || i, now(), now()
        from generate_series(0, 699) i cross join lateral (select -0.495 + 0.01 * (i % 35) - 0.0, 52.005 + 0.01 * (i / 35)) as at (lng, lat);
    insert into place (force_id, id, neighbourhood_id, type, name, address, latitude, longitude)
      select force_id, gen_random_uuid(), id, 'station', 'Station of ' || name, '1 High Street', centre_lat, centre_lng
        from neighbourhood where force_id = '${FORCE}';
    insert into link (force_id, id, neighbourhood_id, title, url)
      select force_id, gen_random_uuid(), id, 'The council', 'https://council.example/' from neighbourhood where force_id = '${FORCE}';
    analyze;`);
  await client.end();
}

async function startBare(adminUrl: string): Promise<string> {
  const child = spawn(process.execPath, ['test/bench/bare-registry.mjs', adminUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  return new Promise((resolve) =>
    child.stdout!.once('data', (data: Buffer) => resolve(data.toString().trim())),
  );
}

/** A fast answer that says something else would be no answer. */
async function assertSameAnswer(bare: string, product: string): Promise<void> {
  const [expected, given] = await Promise.all([bare, product].map(async (url) => (await fetch(url)).text()));
  if (expected !== given) throw new Error(`${product} answers ${given}, and not ${expected}`);
}

async function load(base: string, paths: string[], duration: number, connections: number): Promise<number> {
  const { pathname, origin: url } = new URL(base);
  const requests = paths.map((path) => ({ path: `${pathname === '/' ? '' : pathname}/${path}` }));
  const result = await autocannon({ url, connections, duration, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed at ${url}`);
  return result['2xx'] / result.duration;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
