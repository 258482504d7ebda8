import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DateTime } from 'luxon';
import { AppModule } from '../../src/app.module.js';
import { SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig } from '../../src/config/app-config.js';
import { configureApp, createFastifyAdapter } from '../../src/configure-app.js';
import { SmtpMailer } from '../../src/mail/mailer.js';
import { createTestDatabase } from './postgres/test-database.js';
import { type Mailbox, startMailbox } from './mailbox.js';

export interface TestApp {
  app: NestFastifyApplication;
  /** Where it listens: a real port, a real database, a real mail server. */
  url: string;
  clock: SettableClock;
  mailbox: Mailbox;
  /** The superuser's connection, for looking at what is stored behind every wall. */
  adminUrl: string;
  applicationUrl: string;
  close(): Promise<void>;
}

export interface TestAppOptions {
  now?: string;
  /** The force whose people may be chosen at sign-in, as in the trial. */
  trialForceId?: string;
}

/** The whole application as the server runs it, on a database of its own, with a clock that stands where it was put. */
export async function startTestApp({
  now = '2026-06-01T12:00:00.000Z',
  trialForceId,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const mailbox = await startMailbox();
  const clock = new SettableClock(DateTime.fromISO(now, { zone: 'utc' }));
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register({
      config: new AppConfig(),
      databaseUrl: database.applicationUrl,
      masterKey: new MasterKey(randomBytes(32)),
      mailer: new SmtpMailer(mailbox.url),
      schedule: false,
      clock,
      ...(trialForceId && { trial: { forceId: trialForceId } }),
    }),
    createFastifyAdapter(),
    { logger: false },
  );
  await configureApp(app);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    url: await app.getUrl(),
    clock,
    mailbox,
    adminUrl: database.adminUrl,
    applicationUrl: database.applicationUrl,
    async close() {
      await app.close();
      await mailbox.close();
      await database.drop();
    },
  };
}
