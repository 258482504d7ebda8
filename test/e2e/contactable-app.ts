import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule } from '../../src/access/access.module.js';
import { People } from '../../src/access/people.js';
import { worksAsOfficer } from '../../src/access/permissions.js';
import { AreasPort, type Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { AuditModule } from '../../src/audit/audit.module.js';
import { Clock, SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig, readAppConfig } from '../../src/config/app-config.js';
import { createFastifyAdapter } from '../../src/configure-app.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { Mailer, SmtpMailer } from '../../src/mail/mailer.js';
import { OperationsModule } from '../../src/operations/operations.module.js';
import { Areas } from '../../src/registry/areas.js';
import { ContactableModule } from '../../src/registry/contactable/contactable.module.js';
import { NoticesModule } from '../../src/registry/notices/notices.module.js';
import { type AccessApp, formerOfficer, serve } from '../support/access-app.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { createTestDatabase } from '../support/postgres/test-database.js';
import { ReportsWorld, utc } from './reports-world.js';

export interface ContactableApp extends AccessApp {
  world: ReportsWorld;
  mailbox: Mailbox;
  found<T>(type: new (...given: never[]) => T): T;
  /** The header of a signed-in person's browser. */
  signIn(role: Role, force: string): Promise<Record<string, string>>;
}

/** The rooms that try routes and mail force admins, as the server runs them, with a real database and mail server. */
export async function startContactableApp(environment: Record<string, string> = {}): Promise<ContactableApp> {
  const database = await createTestDatabase();
  const mailbox = await startMailbox();
  const world = await ReportsWorld.open({ ...database, drop: () => Promise.resolve() });
  const clock = new SettableClock(utc('2026-05-13T09:00:00Z'));
  const config = readAppConfig(environment);
  class Given {}
  const given = [
    { provide: Clock, useValue: clock },
    { provide: AppConfig, useValue: config },
    { provide: MasterKey, useValue: new MasterKey(Buffer.alloc(32, 7)) },
    { provide: Mailer, useValue: new SmtpMailer(mailbox.url) },
    { provide: AreasPort, useClass: Areas },
  ];
  Global()(Given);
  Module({ providers: given, exports: given.map(({ provide }) => provide) })(Given);
  class House {}
  Module({
    imports: [
      Given,
      DatabaseModule.register({ url: database.applicationUrl, poolSize: 4 }),
      AuditModule,
      MailModule,
      AccessModule.register({ config }),
      ContactableModule,
      NoticesModule,
      OperationsModule.register({ sweepStaleMinutes: 5, mail: 'smtp' }),
    ],
  })(House);
  const app = await NestFactory.create<NestFastifyApplication>(House, createFastifyAdapter(), {
    logger: ['fatal'],
    abortOnError: false,
  });
  const served = await serve(app, clock, database);
  return {
    ...served,
    world,
    mailbox,
    found: (type) => app.get(type, { strict: false }),
    async signIn(role, force) {
      const officer = worksAsOfficer(role) && { officerId: await formerOfficer(served.admin, force) };
      const person = { name: `A ${role}`, role, ...officer };
      const id = await app.get(People, { strict: false }).add(force, person, { kind: 'command', id: 'test' });
      return { cookie: `npg-session=${await app.get(Sessions, { strict: false }).start(force, id)}` };
    },
    async close() {
      await world.close();
      await mailbox.close();
      await served.close();
    },
  };
}
