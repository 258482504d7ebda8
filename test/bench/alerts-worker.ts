/** One instance without its timers, which sweeps and sends when the benchmark says so. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { AppModule } from '../../src/app.module.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig } from '../../src/config/app-config.js';
import { SmtpMailer } from '../../src/mail/mailer.js';
import { Sender } from '../../src/mail/sender.js';

const [databaseUrl = '', smtpUrl = ''] = process.argv.slice(2);
const config = new AppConfig();
const app = await NestFactory.createApplicationContext(
  AppModule.register({
    config,
    databaseUrl,
    masterKey: new MasterKey(Buffer.alloc(32, 1)),
    mailer: new SmtpMailer(smtpUrl, config.SMTP_CONNECTIONS),
    schedule: false,
  }),
  { logger: ['error'] },
);
const work: Record<string, () => Promise<object>> = {
  sweep: () => app.get(AlertsService, { strict: false }).raiseAlertsDue(),
  send: () => app.get(Sender, { strict: false }).sendDue(),
};

process.on('message', (name: string) => {
  const began = performance.now();
  void work[name]!().then(
    (result) =>
      process.send!({ ms: performance.now() - began, rssMb: process.memoryUsage.rss() / 1e6, result }),
    (error: Error) => process.send!({ error: error.message }),
  );
});
process.on('disconnect', () => void app.close().then(() => process.exit(0)));
process.send!({ ready: true });
