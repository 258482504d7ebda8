import { randomBytes, randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { DateTime } from 'luxon';
import pg from 'pg';
import { AppModule } from '../../src/app.module.js';
import { SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig } from '../../src/config/app-config.js';
import { IntakeService } from '../../src/contacts/intake.service.js';
import { SmtpMailer } from '../../src/mail/mailer.js';
import { Sender } from '../../src/mail/sender.js';
import { type Fate, type MailServer, startMailServer } from '../chaos/mail-server.js';
import { createTestDatabase } from '../support/postgres/test-database.js';

const NOW = DateTime.fromISO('2026-06-01T12:00:00.000Z', { zone: 'utc' });

export interface SenderApp {
  sender: Sender;
  admin: pg.Client;
  clock: SettableClock;
  server: MailServer;
  /** Takes in a contact, whose sender is owed an acknowledgement. */
  write(email: string): Promise<void>;
  /** All that is in the outbox now lets others go before it, as digests do. */
  thatCanWait(): Promise<void>;
  later(seconds: number): void;
  /** Every mail of the outbox by whom it goes to. */
  outbox(): Promise<OutboxRow[]>;
  close(): Promise<void>;
}

export interface OutboxRow {
  id: string;
  attempts: number;
  first_tried_at: DateTime | null;
  claim_token: string | null;
  leased: boolean;
  sent_at: DateTime | null;
}

/** The application without its pages, on a mail server whose fate for each mail the test decides. */
export async function startSenderApp(
  connections: number,
  fateOf: (to: string, messageId: string) => Fate,
): Promise<SenderApp> {
  const database = await createTestDatabase();
  const server = await startMailServer(fateOf);
  const clock = new SettableClock(NOW);
  const config = Object.assign(new AppConfig(), { SMTP_CONNECTIONS: connections });
  const app: INestApplicationContext = await NestFactory.createApplicationContext(
    AppModule.register({
      config,
      databaseUrl: database.applicationUrl,
      masterKey: new MasterKey(randomBytes(32)),
      mailer: new SmtpMailer(server.url, connections),
      schedule: false,
      clock,
    }),
    { logger: false },
  );
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into force (id, name, starts_on, created_at) values ('sending', 'Sending Police', '2025-07-01', now());
     insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
       values ('sending', gen_random_uuid(), 'A', 'Square A', '[2025-07-01,)', now(), now())`,
  );
  return {
    sender: app.get(Sender, { strict: false }),
    admin,
    clock,
    server,
    async write(email) {
      await app.get(IntakeService, { strict: false }).receiveContact({
        forceId: 'sending',
        neighbourhood: 'A',
        channel: 'api',
        statedAt: clock.now(),
        personal: { subject: 'Bins', message: 'They burn.', enquirer: { name: 'Kit', email } },
        client: { id: 'test', key: randomUUID() },
        actor: { kind: 'api-key', id: 'test' },
      });
    },
    async thatCanWait() {
      await admin.query('update outbox_mail set can_wait = true');
    },
    later(seconds) {
      clock.set(clock.now().plus({ seconds }));
    },
    async outbox() {
      const { rows } = await admin.query<OutboxRow>(
        `select id, attempts, first_tried_at, claim_token, lease_until is not null as leased, sent_at from outbox_mail order by created_at, id`,
      );
      return rows;
    },
    async close() {
      await admin.end();
      await app.close();
      await server.close();
      await database.drop();
    },
  };
}
