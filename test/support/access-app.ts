import { request as send, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DateTime } from 'luxon';
import pg from 'pg';
import { AccessModule } from '../../src/access/access.module.js';
import { worksAsOfficer } from '../../src/access/permissions.js';
import type { Role } from '../../src/access/principal.js';
import { AuditModule } from '../../src/audit/audit.module.js';
import { Clock, SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig, readAppConfig } from '../../src/config/app-config.js';
import { configureApp, createFastifyAdapter } from '../../src/configure-app.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { OperationsModule } from '../../src/operations/operations.module.js';
import { createTestDatabase, type TestDatabase } from './postgres/test-database.js';

export const NOW = DateTime.fromISO('2026-10-25T00:30:00.000Z', { zone: 'utc' });

export interface Question {
  method?: string;
  /** Sent exactly as it is written here. */
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON, a text as a form. */
  payload?: object | string;
  /** As no browser does it: a change with a cookie that says nothing of the page it comes from. */
  saysNothing?: true;
}

export interface Answer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows what it expects of it
  json(): any;
}

export interface AccessApp {
  app: NestFastifyApplication;
  clock: SettableClock;
  database: TestDatabase;
  /** Looks past the application, and past row-level security. */
  admin: pg.Client;
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** The access room and the operational routes with a database of their own, and whatever controllers a test adds. */
export async function startAccessApp(settings: {
  trial?: { forceId: string };
  publicUrl?: string;
  controllers?: Type[];
}): Promise<AccessApp> {
  const database = await createTestDatabase();
  const { trial, publicUrl, controllers = [] } = settings;
  const clock = new SettableClock(NOW);
  const config = readAppConfig({ PUBLIC_URL: publicUrl });
  class Given {}
  const given = [
    { provide: Clock, useValue: clock },
    { provide: AppConfig, useValue: config },
    { provide: MasterKey, useValue: new MasterKey(Buffer.alloc(32, 7)) },
  ];
  Global()(Given);
  Module({ providers: given, exports: [Clock, AppConfig, MasterKey] })(Given);
  class House {}
  Module({
    imports: [
      Given,
      DatabaseModule.register({ url: database.applicationUrl, poolSize: 4 }),
      AuditModule,
      AccessModule.register({ config, ...(trial && { trial }) }),
      OperationsModule.register({ sweepStaleMinutes: 5, mail: 'not configured' }),
    ],
    controllers,
  })(House);
  const app = await NestFactory.create<NestFastifyApplication>(House, createFastifyAdapter(), {
    logger: false,
  });
  return serve(app, clock, database);
}

/** Lets it listen on a free port, with a way to ask it and one past it; `close` ends all of it. */
export async function serve(
  app: NestFastifyApplication,
  clock: SettableClock,
  database: TestDatabase,
): Promise<AccessApp> {
  await configureApp(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  return {
    app,
    clock,
    database,
    admin,
    ask: (question) => ask(port, question),
    async close() {
      await admin.end();
      await app.close();
      await database.drop();
    },
  };
}

/** An officer who has left the service, so that no figure counts them, for somebody to be linked to; written past the application. */
export async function formerOfficer(admin: pg.Client, forceId: string): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into officer (force_id, id, collar_number, name, rank, in_service, created_at, updated_at)
     values ($1, gen_random_uuid(), 'former-' || gen_random_uuid(), 'A Former', 'pc', '[2000-01-01,2000-02-01)', $2, $2) returning id`,
    [forceId, NOW.toISO()],
  );
  return rows[0]!.id;
}

/** A force and, by role, a person each, officers where the role needs one; written past the application. */
export async function seedForce(
  admin: pg.Client,
  forceId: string,
  roles: readonly Role[],
): Promise<Record<string, string>> {
  await admin.query('insert into force (id, name, starts_on, created_at) values ($1, $1, $2, $3)', [
    forceId,
    '2026-01-01',
    NOW.toISO(),
  ]);
  const ids: Record<string, string> = {};
  for (const role of roles) {
    const { rows } = await admin.query<{ id: string }>(
      `insert into person (force_id, id, name, role, officer_id, created_at) values ($1, gen_random_uuid(), $2, $3, $4, $5) returning id`,
      [
        forceId,
        `${forceId} ${role}`,
        role,
        worksAsOfficer(role) ? await formerOfficer(admin, forceId) : null,
        NOW.toISO(),
      ],
    );
    ids[role] = rows[0]!.id;
  }
  return ids;
}

/** What a browser adds to a change by a page of ours, unless the test itself says where it comes from. */
export function saidByBrowser(method: string, headers: Record<string, string>): Record<string, string> {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const isSaid = ['sec-fetch-site', 'origin', 'referer'].some((name) => names.includes(name));
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  return changes && names.includes('cookie') && !isSaid ? { 'sec-fetch-site': 'same-origin' } : {};
}

/** By node's own client, because others tidy up an address before they send it. */
export function ask(port: number, question: Question): Promise<Answer> {
  const { method = 'GET', url, headers = {}, payload, saysNothing } = question;
  const body = payload === undefined || typeof payload === 'string' ? payload : JSON.stringify(payload);
  const type = typeof payload === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        port,
        method,
        path: url,
        headers: {
          ...(body !== undefined && { 'content-type': type }),
          ...(!saysNothing && saidByBrowser(method, headers)),
          ...headers,
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('error', reject).on('end', () =>
          resolve({
            statusCode: answer.statusCode!,
            headers: answer.headers,
            body: text,
            json: () => JSON.parse(text),
          }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** The `name=value` of the cookie an answer gives. */
export function cookieOf(answer: Answer): string {
  return String(answer.headers['set-cookie']).split(';', 1)[0]!;
}
