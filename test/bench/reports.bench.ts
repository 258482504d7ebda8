/**
 * How long do the figures of the response take, with how many contacts stored? Beside each the same answer in raw SQL, in
 * turns; each figure is the median of the rounds.
 *
 *   npm run bench:reports -- [--rows 10000000] [--rounds 7]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import pg from 'pg';
import { type Period, periodOf, startOfLocalDay } from '../../src/common/calendar.js';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { makeReport } from '../../src/reports/make-report.js';
import { clockFigures } from '../../src/reports/measures/clock-figures.query.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { rungsOfTheFile } from '../chaos/forces.js';
import { Server } from '../chaos/installation.js';
import { FORCES, store } from './alerts-store.js';
import { dress, openSite } from './report-page.js';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1]!;
};
const ROWS = Number(option('rows', '10000000'));
const ROUNDS = Number(option('rounds', '7'));
/** Cells that a day's answers touch, measured at 10 million contacts. */
const CELLS_OF_A_DAY = 3_713;

/** The one that has wards, command areas, borders and all the rest of what a report is of. */
const DRESSED_FORCE = 'force-7';

const say = (line: string): void => console.log(line);
const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
const table: string[][] = [['', 'product', 'raw SQL', 'ratio', 'wanted']];

/** The least that such an answer takes: shares and percentiles of the counted months, in one row. */
const RAW_COUNTED = `
select count(*) as answered, count(*) filter (where u.m <= 4320) as met,
       percentile_disc(array[0.5, 0.9, 0.95]) within group (order by u.m) as ranked
from response_month r cross join unnest(r.times) t (time) cross join lateral (select t.time >> 3 as m) u
where r.force_id = any ($1) and r.due_month >= $2 and r.due_month < $3`;

/** The same from the clocks themselves. */
const RAW_CLOCKS = `
select count(*) as answered, count(*) filter (where k.stopped_at <= k.due_at) as met,
       percentile_disc(array[0.5, 0.9, 0.95]) within group (order by ceil(extract(epoch from k.stopped_at - k.started_at) / 60)) as ranked
from clock k where k.force_id = any ($1) and k.due_at >= $2 and k.due_at < $3 and k.stopped_at is not null`;

const server = await Server.start({ shared_buffers: '1GB', max_wal_size: '4GB', synchronous_commit: 'on' });
try {
  const urls = await server.database('reports');
  const admin = new pg.Client({ connectionString: urls.adminUrl });
  await admin.connect();
  const seconds = await store(admin, ROWS, rungsOfTheFile().version);
  say(`${ROWS} contacts stored in ${seconds.toFixed(0)} s`);
  const dataSource = await applicationDataSource({ url: urls.applicationUrl, poolSize: 4 }).initialize();
  const database = new ForceDatabase(dataSource);
  try {
    await build(admin, new ResponseMonths(database));
    await figures(admin, database);
    await dress(admin, DRESSED_FORCE);
    await wholeReports(admin, database, urls.applicationUrl);
    await upkeep(admin, new ResponseMonths(database));
  } finally {
    await dataSource.destroy();
    await admin.end();
  }
  const [head, ...rest] = table.map((row) => `| ${row.join(' | ')} |`);
  say(`\n${[head, '| --- | --- | --- | --- | --- |', ...rest].join('\n')}`);
} finally {
  await server.stop();
}

/** All months from nothing, as after an upgrade. */
async function build(admin: pg.Client, months: ResponseMonths): Promise<void> {
  await admin.query(
    `insert into response_month_due (force_id, neighbourhood_id, due_month)
     select distinct force_id, neighbourhood_id, due_month(due_at) from clock where stopped_at is not null`,
  );
  let cells = 0;
  const took = await timed(async () => void ({ cells } = await months.refresh()));
  await admin.query('vacuum analyze response_month');
  await admin.query('vacuum analyze response_month_due');
  const { rows } = await admin.query<{ size: string }>(
    `select pg_size_pretty(pg_total_relation_size('response_month')) as size`,
  );
  table.push([`all ${cells} cells from nothing, ${rows[0]!.size}`, ms(took), '', '', '<= 60 s']);
}

async function figures(admin: pg.Client, database: ForceDatabase): Promise<void> {
  const now = DateTime.utc();
  const quarter = now.setZone('Europe/London').startOf('quarter').minus({ months: 3 });
  const year = now.setZone('Europe/London').startOf('month').minus({ months: 12 });
  const periodFrom = (first: DateTime, count: number): Period =>
    periodOf(first.toISODate()!, first.plus({ months: count }).minus({ days: 1 }).toISODate()!);
  const odd = periodOf(
    quarter.plus({ days: 9 }).toISODate()!,
    quarter.plus({ months: 3, days: -10 }).toISODate()!,
  );
  const one = ['force-7'];
  const all = Array.from({ length: FORCES }, (_, i) => `force-${i}`);
  const cases: [string, string[], Period, string, boolean][] = [
    ['one force, a quarter', one, periodFrom(quarter, 3), '<= 50 ms', false],
    ['one force, a quarter less some days at both ends', one, odd, '', false],
    ['one force, a year', one, periodFrom(year, 12), '', false],
    ['all forces, a year, each as a whole', all, periodFrom(year, 12), '<= 1.5 s', true],
    ['all forces, a year', all, periodFrom(year, 12), '', false],
  ];
  for (const [name, forces, period, wanted, isWhole] of cases) {
    const took = await inTurns({
      product: async () => {
        for (const forceId of forces) {
          const figuresBeginAt = startOfLocalDay('2022-01-01');
          const span = { startAt: period.startAt, endAt: period.endAt, cutOffAt: now, figuresBeginAt };
          await database.inForceSnapshot(forceId, (manager) =>
            clockFigures(manager, forceId, span, { isWhole }),
          );
        }
      },
      counted: () => admin.query(RAW_COUNTED, [forces, period.fromOn, period.toOn]),
      clocks: () => admin.query(RAW_CLOCKS, [forces, period.startAt, period.endAt]),
    });
    const ratio = (took['product']! / took['counted']!).toFixed(2);
    table.push([
      `${name}: every measure of the response${isWhole ? '' : ', by place, channel and weekday'}`,
      ms(took['product']!),
      ms(took['counted']!),
      ratio,
      wanted,
    ]);
    table.push([
      'against shares and percentiles alone, from the clocks',
      ms(took['product']!),
      ms(took['clocks']!),
      (took['product']! / took['clocks']!).toFixed(2),
      '',
    ]);
  }
}

/** Everything a report of a quarter is made of, and the finished page with its pictures through HTTP. */
async function wholeReports(
  admin: pg.Client,
  database: ForceDatabase,
  applicationUrl: string,
): Promise<void> {
  const now = DateTime.utc();
  const first = now.setZone('Europe/London').startOf('quarter').minus({ months: 3 });
  const quarter = periodOf(first.toISODate()!, first.plus({ months: 3 }).minus({ days: 1 }).toISODate()!);
  const { rows } = await admin.query<{ code: string }>(
    'select code from neighbourhood where force_id = $1 order by code limit 1',
    [DRESSED_FORCE],
  );
  const parts = ['', 'command-area:A1', `neighbourhood:${rows[0]!.code}`];
  const site = await openSite(admin, applicationUrl, DRESSED_FORCE);
  try {
    for (const part of parts) {
      const whole = part === '';
      const query = `from=${quarter.fromOn}&to=${quarter.toOn}&part=${encodeURIComponent(part)}`;
      let length = 0;
      const took = await inTurns({
        made: () =>
          database.inForceSnapshot(DRESSED_FORCE, (manager) =>
            makeReport(manager, DRESSED_FORCE, quarter, now, part),
          ),
        page: async () => void (length = await site.get(`/reports/compliance?${query}`)),
        counted: () => admin.query(RAW_COUNTED, [[DRESSED_FORCE], quarter.fromOn, quarter.toOn]),
      });
      const name = whole ? 'one force' : part.startsWith('c') ? 'a command area' : 'one neighbourhood';
      const against = (what: string): string[] => [
        ms(took[what]!),
        ms(took['counted']!),
        (took[what]! / took['counted']!).toFixed(2),
      ];
      table.push([`${name}, a quarter: the whole report, every measure`, ...against('made'), '']);
      const kilobytes = (length / 1000).toFixed(0);
      table.push([
        `${name}, a quarter: finished page through HTTP, ${kilobytes} kB`,
        ...against('page'),
        whole ? '<= 200 ms' : '',
      ]);
    }
  } finally {
    await site.close();
  }
}

/** What the answers of a day leave to be counted anew. */
async function upkeep(admin: pg.Client, months: ResponseMonths): Promise<void> {
  const took: number[] = [];
  let cells = 0;
  for (let round = 0; round <= Math.min(ROUNDS, 3); round += 1) {
    await admin.query(
      `update clock set stopped_recorded_at = stopped_recorded_at + interval '1 second'
        where (force_id, id) in (select distinct on (neighbourhood_id, due_month(due_at)) force_id, id from clock
          where stopped_at is not null and due_at > now() - interval '40 days' limit $1)`,
      [CELLS_OF_A_DAY],
    );
    await sleep(200);
    const one = await timed(async () => void ({ cells } = await months.refresh()));
    if (round > 0) took.push(one);
  }
  table.push([`a day’s changes, ${cells} cells`, ms(median(took)), '', '', '<= 1 s']);
  const compared = await timed(async () => {
    const { differing } = await months.compare();
    if (differing > 0) throw new Error(`${differing} cells differ from their clocks`);
  });
  table.push(['every month compared with its clocks', ms(compared), '', '', '']);
}

async function inTurns(contestants: Record<string, () => Promise<unknown>>): Promise<Record<string, number>> {
  const took: Record<string, number[]> = {};
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(contestants)) {
      const one = await timed(async () => void (await work()));
      if (round > 0) (took[name] ??= []).push(one);
    }
  }
  return Object.fromEntries(Object.entries(took).map(([name, values]) => [name, median(values)]));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
