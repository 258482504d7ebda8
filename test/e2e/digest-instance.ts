import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig } from '../../src/config/app-config.js';
import { SmtpMailer } from '../../src/mail/mailer.js';
import type { SmallStage } from '../support/real-input/small-force.js';

/** Another instance on the same database and mail server, as a second machine or the same one after a restart. */
export function anotherInstance({ stage }: SmallStage): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(
    AppModule.register({
      config: new AppConfig(),
      databaseUrl: stage.applicationUrl,
      masterKey: new MasterKey(randomBytes(32)),
      mailer: new SmtpMailer(stage.mailbox.url),
      schedule: false,
      clock: stage.clock,
    }),
    { logger: false },
  );
}
