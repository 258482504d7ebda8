import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DateTime } from 'luxon';
import pg from 'pg';
import { AccessModule } from '../../src/access/access.module.js';
import { ApiKeys } from '../../src/access/api-keys.js';
import { People } from '../../src/access/people.js';
import { worksAsOfficer } from '../../src/access/permissions.js';
import type { Role, Scope } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { AuditModule } from '../../src/audit/audit.module.js';
import { Clock, SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig, readAppConfig } from '../../src/config/app-config.js';
import { configureApp, createFastifyAdapter } from '../../src/configure-app.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { ENTITIES } from '../../src/entities.js';
import { PublicSiteModule } from '../../src/public-site/public-site.module.js';
import { type ImportKind, RegistryImport } from '../../src/registry/import/registry-import.js';
import { RegistryModule } from '../../src/registry/registry.module.js';
import { type Answer, ask, formerOfficer, type Question } from './access-app.js';
import { createTestDatabase } from './postgres/test-database.js';

export const FORCE = 'leicestershire';

export interface RegistryApp {
  url: string;
  clock: SettableClock;
  app: NestFastifyApplication;
  ask(question: Question): Promise<Answer>;
  take(kind: ImportKind, content: string, force?: string): Promise<void>;
  /** The header of a machine's key. */
  key(scopes: Scope[], force?: string): Promise<Record<string, string>>;
  /** The header of a signed-in person's browser. */
  signIn(role: Role, force?: string): Promise<Record<string, string>>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The registry's pages and API as the server runs them, on a database of their own, with a clock that stands. */
export async function startRegistryApp(now = '2026-04-10T09:00:00Z'): Promise<RegistryApp> {
  const database = await createTestDatabase();
  const clock = new SettableClock(DateTime.fromISO(now, { zone: 'utc' }));
  const config = readAppConfig({});
  const given = [
    { provide: Clock, useValue: clock },
    { provide: AppConfig, useValue: config },
    { provide: MasterKey, useValue: new MasterKey(Buffer.alloc(32, 7)) },
  ];
  class Given {}
  Global()(Given);
  Module({ providers: given, exports: [Clock, AppConfig, MasterKey] })(Given);
  class House {}
  Module({
    imports: [
      Given,
      DatabaseModule.register({ url: database.applicationUrl, poolSize: 4, entities: ENTITIES }),
      AuditModule,
      AccessModule.register({ config }),
      RegistryModule,
      PublicSiteModule,
    ],
  })(House);
  const app = await NestFactory.create<NestFastifyApplication>(House, createFastifyAdapter(), {
    logger: ['error'],
  });
  await configureApp(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  let keys = 0;
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  return {
    url: `http://127.0.0.1:${port}`,
    clock,
    app,
    ask: (question) => ask(port, question),
    async take(kind, content, force = FORCE) {
      await app
        .get(RegistryImport)
        .importFile({ kind, forceId: force, content, actor: { kind: 'command', id: 'test' } });
    },
    async key(scopes, force = FORCE) {
      const { key } = await app.get(ApiKeys).make(force, `key ${(keys += 1)}`, scopes);
      return { authorization: `Bearer ${key}` };
    },
    async signIn(role, force = FORCE) {
      const officer = worksAsOfficer(role) && { officerId: await formerOfficer(admin, force) };
      const person = { name: `A ${role}`, role, ...officer };
      const id = await app.get(People).add(force, person, { kind: 'command', id: 'test' });
      return { cookie: `npg-session=${await app.get(Sessions).start(force, id)}` };
    },
    rows: (sql, values = []) =>
      app.get(ForceDatabase).inForce(FORCE, (manager) => manager.query(sql, values)),
    async close() {
      await admin.end();
      await app.close();
      await database.drop();
    },
  };
}
