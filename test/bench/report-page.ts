import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import { Sessions } from '../../src/access/sessions.js';
import { AppModule } from '../../src/app.module.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig } from '../../src/config/app-config.js';
import { configureApp, createFastifyAdapter } from '../../src/configure-app.js';
import { SmtpMailer } from '../../src/mail/mailer.js';

/**
 * What a force has besides neighbourhoods, leads and contacts: borders for the map, wards of two neighbourhoods each, five
 * command areas, and now and then an absence, a review, a beat meeting, a try of a contact route.
 */
const DRESSED = `
with numbered as (select id, code, row_number() over (order by code)::int - 1 as n from neighbourhood where force_id = $1)
update neighbourhood b set email = b.code || '@force.example',
  min_lng = -1 + (n % 15) * 0.01, max_lng = -0.99 + (n % 15) * 0.01, min_lat = 52 + (n / 15) * 0.01, max_lat = 52.01 + (n / 15) * 0.01,
  centre_lng = -0.995 + (n % 15) * 0.01, centre_lat = 52.005 + (n / 15) * 0.01, area_km2 = 0.7,
  boundary = jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array((
    select jsonb_agg(jsonb_build_array(-1 + (n % 15) * 0.01 + 0.005 + 0.005 * cos(2 * pi() * s / 60), 52 + (n / 15) * 0.01 + 0.005 + 0.005 * sin(2 * pi() * s / 60)) order by s)
    from generate_series(0, 60) s)))
from numbered where b.force_id = $1 and b.id = numbered.id`;
const MORE = [
  `insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
   select $1, md5($1 || w)::uuid, 'W' || w, 'Ward ' || w, '[2020-01-01,)', '{}', 0, 0, 1, 1, 1, now(), now() from generate_series(1, 120) w`,
  `insert into ward_share (force_id, id, ward_id, neighbourhood_id, share)
   select $1, gen_random_uuid(), md5($1 || w)::uuid, n.id, 0.5 from generate_series(1, 120) w
   cross join lateral (select id from neighbourhood where force_id = $1 order by md5(code || w) limit 2) n`,
  `insert into command_area (force_id, id, code, name, during)
   select $1, md5($1 || 'area' || a)::uuid, 'A' || a, 'Area ' || a, '[2020-01-01,)' from generate_series(0, 4) a`,
  `insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
   select $1, gen_random_uuid(), md5($1 || 'area' || (row_number() over (order by code) % 5))::uuid, id, '[2022-01-01,)' from neighbourhood where force_id = $1`,
  `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
   select $1, gen_random_uuid(), id, 'leave', daterange(current_date - 40 * k, current_date - 40 * k + 3 + (length(collar_number) + k) % 20), now()
   from officer cross join generate_series(1, 12) k where force_id = $1`,
  `insert into priority_review (force_id, id, neighbourhood_id, reviewed_on)
   select $1, gen_random_uuid(), id, current_date - 50 * k from neighbourhood cross join generate_series(1, 12) k where force_id = $1`,
  `insert into neighbourhood_event (force_id, id, neighbourhood_id, type, title, address, starts_at)
   select $1, gen_random_uuid(), id, 'beat-meeting', 'Meeting', 'Hall', now() - make_interval(days => 20 * k)
   from neighbourhood cross join generate_series(1, 30) k where force_id = $1`,
  `insert into route_check (force_id, neighbourhood_id, kind, checked_at, checked_on, works, reason)
   select $1, id, 'email', day, day::date, random() > 0.02, 'tried'
   from neighbourhood cross join generate_series(now() - interval '400 days', now(), interval '1 day') day where force_id = $1`,
];

/** Give a force that has only contacts the rest. */
export async function dress(admin: pg.Client, forceId: string): Promise<void> {
  await admin.query(DRESSED, [forceId]);
  for (const statement of MORE) await admin.query(statement, [forceId]);
  await admin.query('analyze');
}

export interface ReportSite {
  /** Asks for a page as the local policing body does. @returns how long it is */
  get(path: string): Promise<number>;
  close(): Promise<void>;
}

/** The application on a database, without the jobs, and somebody of the local policing body who has signed in. */
export async function openSite(
  admin: pg.Client,
  applicationUrl: string,
  forceId: string,
): Promise<ReportSite> {
  const personId = randomUUID();
  await admin.query(
    `insert into person (force_id, id, name, role, created_at) values ($1, $2, 'Body', 'local-policing-body', now())`,
    [forceId, personId],
  );
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register({
      config: new AppConfig(),
      databaseUrl: applicationUrl,
      masterKey: new MasterKey(Buffer.alloc(32, 1)),
      mailer: new SmtpMailer('smtp://127.0.0.1:9'),
      schedule: false,
    }),
    createFastifyAdapter(),
    { logger: false },
  );
  await configureApp(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const token = await app.get(Sessions, { strict: false }).start(forceId, personId);
  const client = new Worker(new URL('./page-client.mjs', import.meta.url), {
    workerData: { headers: { cookie: `npg-session=${token}` } },
  });
  return {
    async get(path) {
      client.postMessage({ url: `${url}${path}` });
      const [{ length, failure }] = (await once(client, 'message')) as [{ length: number; failure?: string }];
      if (failure) throw new Error(`${path}: ${failure}`);
      return length;
    },
    async close() {
      await client.terminate();
      await app.close();
    },
  };
}
