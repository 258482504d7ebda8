import type { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Param } from '@nestjs/common';
import pg from 'pg';
import { Public } from '../../src/access/allow.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { type AccessApp, NOW, seedForce, startAccessApp } from '../support/access-app.js';
import { othersEnded } from '../support/postgres/others-ended.js';
import type { TestDatabase } from '../support/postgres/test-database.js';
import { urlFor } from '../support/postgres/test-urls.js';

@Controller('contacts')
@Public()
class ContactProbe {
  @Get(':reference')
  read(@Param('reference') reference: string): string {
    return reference;
  }
}

let house: AccessApp;

beforeAll(async () => {
  house = await startAccessApp({ controllers: [ContactProbe] });
  for (const force of ['northshire', 'southshire']) await seedForce(house.admin, force, []);
});
afterAll(() => house.close());

describe('/health', () => {
  const health = async () => (await house.ask({ url: '/health' })).json();

  it('is well right after the start, before any sweep', async () => {
    const { statusCode, headers, body } = await house.ask({ url: '/health' });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(body)).toMatchObject({
      status: 'ok',
      database: { ok: true },
      sweep: { ok: true, lastFinishedAt: null, ageSeconds: null },
      monthlyReports: { ok: true, lastFinishedAt: null, ageSeconds: null },
      digests: { lastFinishedAt: null, ageSeconds: null },
      alerts: { late: 0, dead: 0, unheard: 0 },
      outbox: { waiting: 0, oldestAgeSeconds: null, dead: 0 },
      mail: 'not configured',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it('measures the database: how long it takes, and how far its time is from ours', async () => {
    const { database } = await health();
    expect(database.latencyMs).toBeGreaterThan(0);
    // Our clock stands still here.
    expect(Math.abs(database.clockSkewMs - (Date.now() - NOW.toMillis()))).toBeLessThan(10_000);
  });

  it('counts the mail of all forces: held back for later is not waiting, tried and failed is', async () => {
    const mail = (force: string, age: string, notBefore: string, attempts: number, dead: boolean) =>
      house.admin.query(
        `insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before, attempts, dead_at)
         values ($1, 'alert', 'officer', gen_random_uuid(), $2::timestamptz - $3::interval, $2::timestamptz + $4::interval, $5,
           case when $6 then $2::timestamptz end)`,
        [force, NOW.toISO(), age, notBefore, attempts, dead],
      );
    await mail('northshire', '10 minutes', '-10 minutes', 0, false);
    await mail('southshire', '20 minutes', '5 minutes', 3, false);
    await mail('southshire', '30 minutes', '1 hour', 0, false);
    await mail('northshire', '1 day', '-1 day', 12, true);
    expect((await health()).outbox).toEqual({ waiting: 2, oldestAgeSeconds: 1200, dead: 1 });
  });

  it('turns red when no instance has finished a sweep in time, and green with the next', async () => {
    const swept = (instance: string, at: DateTime) =>
      house.admin.query(
        `insert into heartbeat (job, instance, started_at, finished_at) values ('sweep', $1, $2, $2)`,
        [instance, at.toISO()],
      );
    await swept('one', NOW.minus({ days: 3 }));
    house.clock.set(NOW.plus({ minutes: 6 }));
    const red = await house.ask({ url: '/health' });
    expect(red.statusCode).toBe(503);
    expect(red.json()).toMatchObject({
      status: 'failing',
      database: { ok: true },
      sweep: { ok: false, ageSeconds: 259_560 },
    });
    await swept('two', NOW.plus({ minutes: 5 }));
    const green = await house.ask({ url: '/health' });
    expect(green.statusCode).toBe(200);
    expect(green.json().sweep).toEqual({
      ok: true,
      lastFinishedAt: '2026-10-25T00:35:00.000Z',
      ageSeconds: 60,
    });
  });

  it('tells when the monthly reports were last looked at, and stays green whenever that was', async () => {
    const madeAt = NOW.minus({ days: 2 });
    await house.admin.query(
      `insert into heartbeat (job, instance, started_at, finished_at) values ('monthly-report', 'one', $1, $1)`,
      [madeAt.toISO()],
    );
    const { statusCode, body } = await house.ask({ url: '/health' });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).monthlyReports).toMatchObject({ lastFinishedAt: madeAt.toISO() });
  });
});

describe('the audit log', () => {
  const jobs = ['seal-audit', 'audit-heads', 'retention', 'contact-keys'];

  it('and the jobs of what is kept say when they last ran, and how long the oldest entry has waited to be sealed', async () => {
    await othersEnded(house.admin);
    await house.app.get(Sealer).sealDue();
    const at = NOW.plus({ minutes: 6 });
    house.clock.set(at);
    expect((await house.ask({ url: '/health' })).json().auditSealing).toMatchObject({
      unsealedAgeSeconds: null,
    });
    for (const [force, minutes] of [
      ['southshire', 2],
      ['northshire', 4],
    ] as const)
      await house.admin.query(
        `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id)
         values ($1, $2, 'job', 'test', 'consult', 'contact', 'x')`,
        [force, at.minus({ minutes }).toISO()],
      );
    for (const job of jobs)
      await house.admin.query(
        `insert into heartbeat (job, instance, started_at, finished_at) values ($1, 'one', $2, $2)`,
        [job, at.minus({ seconds: 30 }).toISO()],
      );
    const ran = { ok: true, lastFinishedAt: '2026-10-25T00:35:30.000Z', ageSeconds: 30 };
    expect((await house.ask({ url: '/health' })).json()).toMatchObject({
      auditSealing: { ...ran, unsealedAgeSeconds: 240 },
      auditHeads: ran,
      retention: ran,
      contactKeys: ran,
    });
    const { body } = await house.ask({ url: '/metrics' });
    const lines = jobs.map((job) => `npg_job_age_seconds{job="${job}"} 30`);
    expect(body.split('\n')).toEqual(
      expect.arrayContaining([...lines, 'npg_audit_unsealed_age_seconds 240']),
    );
    await othersEnded(house.admin);
    expect(await house.app.get(Sealer).sealDue()).toEqual({ sealed: 2 });
    expect((await house.ask({ url: '/metrics' })).body.split('\n')).toContain(
      'npg_audit_unsealed_age_seconds 0',
    );
  });
});

describe('/metrics', () => {
  it('is what Prometheus reads: the process, the state and the requests', async () => {
    const { statusCode, headers, body } = await house.ask({ url: '/metrics' });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of [
      'npg_database_up 1',
      'npg_clocks_open 0',
      'npg_clocks_overdue 0',
      'npg_outbox_waiting 2',
      'npg_outbox_dead 1',
      'npg_sweep_age_seconds 60',
      'npg_alerts_unheard 0',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
    expect(body).toMatch(/npg_database_connections\{state="idle"\} [1-4]\n/);
    expect(body).toContain('process_cpu_seconds_total');
  });

  it('knows a request by its route, never by its address', async () => {
    await house.ask({ url: '/contacts/NPG-7F3K?name=Miriam' });
    await house.ask({ url: '/nowhere/Miriam' });
    const { body } = await house.ask({ url: '/metrics' });
    expect(body).toContain(
      'npg_http_request_duration_seconds_count{method="GET",route="/contacts/:reference",status="200"} 1',
    );
    expect(body).toContain(
      'npg_http_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1',
    );
    expect(body).not.toMatch(/Miriam|NPG-7F3K/);
  });
});

describe('/api/openapi.json', () => {
  it('describes the routes under /api and no other', async () => {
    const { statusCode, body } = await house.ask({ url: '/api/openapi.json' });
    expect(statusCode).toBe(200);
    const document = JSON.parse(body);
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toEqual(['/api/openapi.json']);
    expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
  });
});

describe('without a database', () => {
  it('health does not wait for it, answers 503, and metrics says so', async () => {
    await cutOff(house.database);
    const started = performance.now();
    const { statusCode, body } = await house.ask({
      url: '/health',
      headers: { cookie: `npg-session=${'A'.repeat(43)}` },
    });
    // Soon, on an idle machine within three seconds; without an end to the waiting it would be minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(statusCode).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      status: 'failing',
      database: { ok: false },
      sweep: { ok: false },
      outbox: null,
    });
    const metrics = await house.ask({ url: '/metrics' });
    expect(metrics.body).toContain('npg_database_up 0');
    expect(metrics.body).not.toContain('npg_outbox_waiting 2');
  });
});

/** Ends every connection of the application and lets it make no new one. */
async function cutOff({ adminUrl }: TestDatabase): Promise<void> {
  const name = new URL(adminUrl).pathname.slice(1);
  const outside = new pg.Client({ connectionString: urlFor(adminUrl, 'postgres') });
  await outside.connect();
  await outside.query(`alter database ${name} allow_connections false`);
  await outside.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename <> current_user`,
    [name],
  );
  await outside.end();
}
