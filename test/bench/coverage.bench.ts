/**
 * How long does coverage of a large force over three years take: 700 neighbourhoods with three officers each,
 * their absences, withheld names, promotions, routes and failures, and 900 wards? What the product answers (transaction,
 * row-level security, rows as objects) beside the bare statement as the database's owner; each figure is the median.
 *
 *   npm run bench:coverage -- [rounds]
 */
import pg from 'pg';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { comingGaps, coverageOf, gapsOpenOn } from '../../src/registry/coverage/coverage.js';
import { COVERAGE_RULES } from '../../src/registry/coverage/coverage-rules.js';
import { COVERAGE } from '../../src/registry/coverage/coverage.query.js';
import { coveredDaysParameters } from '../../src/registry/coverage/covered-days.query.js';
import { LEAST_SHARE } from '../../src/registry/coverage/domain/ward-state.js';
import { COMING_GAPS, OPEN_GAPS } from '../../src/registry/coverage/gap.query.js';
import { wardCoverageOf } from '../../src/registry/coverage/ward-coverage.js';
import { WARD_COVERAGE } from '../../src/registry/coverage/ward-coverage.query.js';
import { createTestDatabase } from '../support/postgres/test-database.js';
import { startTestServer } from '../support/postgres/test-server.js';

const ROUNDS = Number(process.argv[2] ?? 15);
const MOST_MS = 200;
const FORCE = 'bench';
const PERIOD = { fromOn: '2023-04-01', toOn: '2026-03-31', todayOn: '2026-03-31' };

/**
 * Three posts a neighbourhood: 2,100 officers change posts twice in three years, with some days of nobody now and then.
 * Each has twelve absences, a quarter of them of fifteen days or more.
 */
const STORY = `
insert into force (id, name, starts_on, created_at) values ('${FORCE}', 'Bench', '2023-04-01', now());
insert into neighbourhood (force_id, id, code, name, during, form_enabled, email, created_at, updated_at)
select '${FORCE}', md5('n' || n)::uuid, 'N' || n, 'Neighbourhood ' || n, '[2020-01-01,)', n % 10 <> 0, case when n % 3 = 0 then 'n@force.example' end,
       now(), now() from generate_series(0, 699) n;
insert into officer (force_id, id, collar_number, name, rank, name_withheld, public_email, created_at, updated_at)
select '${FORCE}', md5('o' || o)::uuid, o::text, 'Officer ' || o, (array['constable', 'pcso', 'constable', 'sergeant'])[o % 4 + 1], o % 40 = 0,
       case when o % 5 = 0 then 'o@force.example' end, now(), now() from generate_series(0, 2399) o;
insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
select '${FORCE}', gen_random_uuid(), md5('n' || p % 700)::uuid, md5('o' || (p + k * 37) % 2100)::uuid, (array['lead', 'named', 'deputy'])[p / 700 + 1],
       daterange(date '2023-01-01' + k * 400 + p % 30, case when k < 2 then date '2023-01-01' + (k + 1) * 400 - p % 9 end), now()
  from generate_series(0, 2099) p cross join generate_series(0, 2) k;
insert into absence (force_id, id, officer_id, kind, during, recorded_at)
select '${FORCE}', gen_random_uuid(), md5('o' || o)::uuid, (array['leave', 'sickness', 'secondment'])[k % 3 + 1],
       daterange(date '2023-03-01' + k * 95 + o % 20, date '2023-03-01' + k * 95 + o % 20 + (array[3, 5, 7, 10, 12, 14, 14, 15, 21, 70])[(o + k * 3) % 10 + 1]), now()
  from generate_series(0, 2399) o cross join generate_series(0, 11) k;
update officer_rank set during = '(,2024-11-01)' where officer_id in (select md5('o' || o)::uuid from generate_series(0, 2399, 25) o);
insert into officer_rank (force_id, id, officer_id, rank, during)
select '${FORCE}', gen_random_uuid(), md5('o' || o)::uuid, 'inspector', '[2024-11-01,)' from generate_series(0, 2399, 25) o;
update officer set in_service = daterange('2015-01-01', date '2025-06-01' + length(collar_number) * 90) where right(collar_number, 1) = '7';
insert into route_failure (force_id, id, neighbourhood_id, kind, during)
select '${FORCE}', gen_random_uuid(), md5('n' || n)::uuid, 'form', daterange(date '2023-05-01' + k * 120 + n % 50, date '2023-05-01' + k * 120 + n % 50 + n % 4 + 1)
  from generate_series(0, 699) n cross join generate_series(0, 8) k;
insert into route_failure (force_id, id, officer_id, kind, during)
select '${FORCE}', gen_random_uuid(), md5('o' || o)::uuid, 'email', daterange(date '2023-05-01' + k * 120 + o % 50, date '2023-05-01' + k * 120 + o % 50 + o % 4 + 1)
  from generate_series(0, 2399, 5) o cross join generate_series(0, 8) k;
insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
select '${FORCE}', md5('w' || w)::uuid, 'W' || w, 'Ward ' || w, '[2020-01-01,)', '{}', 0, 0, 1, 1, 1, now(), now() from generate_series(1, 900) w;
insert into ward_share (force_id, id, ward_id, neighbourhood_id, share)
select '${FORCE}', gen_random_uuid(), md5('w' || w)::uuid, md5('n' || ((w * 7 + s * 3) % 700))::uuid, (array[0.6, 0.35, 0.03])[s + 1]
  from generate_series(1, 900) w cross join generate_series(0, 2) s;
insert into ward_choice (force_id, id, ward_id, neighbourhood_id, belongs, reason)
select '${FORCE}', gen_random_uuid(), md5('w' || w)::uuid, md5('n' || w * 7 % 700)::uuid, false, 'decided' from generate_series(1, 900, 50) w`;

const server = await startTestServer();
process.env['TEST_ADMIN_URL'] = server.adminUrl;
process.env['TEST_OWNER_URL'] = server.ownerUrl;
process.env['TEST_APPLICATION_URL'] = server.applicationUrl;
const database = await createTestDatabase();
const admin = new pg.Client({ connectionString: database.adminUrl });
await admin.connect();
const dataSource = applicationDataSource({ url: database.applicationUrl, poolSize: 2 });
await dataSource.initialize();
try {
  for (const statement of STORY.split(';')) await admin.query(statement);
  const inForce = new ForceDatabase(dataSource);
  const periodParameters = coveredDaysParameters(FORCE, PERIOD, COVERAGE_RULES);
  const todayOn = PERIOD.todayOn;
  const ahead = coveredDaysParameters(FORCE, { fromOn: todayOn, toOn: null, todayOn }, COVERAGE_RULES);
  const since = coveredDaysParameters(FORCE, { fromOn: '2023-04-01', toOn: null, todayOn }, COVERAGE_RULES);
  type Manager = Parameters<typeof coverageOf>[0];
  const questions: [
    name: string,
    ask: (manager: Manager) => Promise<unknown[]>,
    sql: string,
    values: unknown[],
  ][] = [
    [
      '700 neighbourhoods, three years',
      (manager) => coverageOf(manager, FORCE, PERIOD),
      COVERAGE,
      periodParameters,
    ],
    [
      '900 wards, three years',
      (manager) => wardCoverageOf(manager, FORCE, PERIOD),
      WARD_COVERAGE,
      [...periodParameters, LEAST_SHARE],
    ],
    ['coming gaps, 90 days', (manager) => comingGaps(manager, FORCE, todayOn), COMING_GAPS, [...ahead, 90]],
    [
      'open gaps, since the start',
      (manager) => gapsOpenOn(manager, FORCE, todayOn),
      OPEN_GAPS,
      [...since, todayOn, todayOn],
    ],
  ];
  const lines: string[] = [];
  for (const analysed of [false, true]) {
    if (analysed) await admin.query('analyze');
    for (const [name, ask, sql, values] of questions) {
      const product: number[] = [];
      const bare: number[] = [];
      let rows = 0;
      for (let round = 0; round <= ROUNDS; round += 1) {
        const took = await timed(async () => (rows = (await inForce.inForceSnapshot(FORCE, ask)).length));
        const tookBare = await timed(() => admin.query(sql, values));
        if (round === 0) continue;
        product.push(took);
        bare.push(tookBare);
      }
      if (analysed && median(product) >= MOST_MS) process.exitCode = 1;
      const statistics = analysed ? 'analysed' : 'none yet';
      lines.push(
        `| ${name} | ${statistics} | ${rows} | ${median(product).toFixed(0)} | ${median(bare).toFixed(0)} |`,
      );
    }
  }
  console.log(`| coverage, median of ${ROUNDS} | statistics | rows | product, ms | bare SQL, ms |`);
  console.log('| --- | --- | ---: | ---: | ---: |');
  for (const line of lines) console.log(line);
  console.log(`Below ${MOST_MS} ms with statistics: ${process.exitCode ? 'no' : 'yes'}.`);
} finally {
  await dataSource.destroy();
  await admin.end();
  await database.drop();
  await server.stop();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begins = performance.now();
  await work();
  return performance.now() - begins;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
