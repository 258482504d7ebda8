import { join } from 'node:path';
import type { Clock } from '../common/clock.js';
import type { AppConfig } from '../config/app-config.js';
import { KeepingMailer, type Mailer, NoMailer, SmtpMailer } from '../mail/mailer.js';

/** Where the trial keeps its mails. */
export const mailFolder = ({ DATA_DIR }: Pick<AppConfig, 'DATA_DIR'>): string => join(DATA_DIR, 'mail');

/** SMTP_URL's server if there is one; else the trial keeps its mails, and a configured installation lets them wait. */
export function chooseMailer(config: AppConfig, clock: Clock): Mailer {
  if (config.SMTP_URL) return new SmtpMailer(config.SMTP_URL, config.SMTP_CONNECTIONS);
  if (config.DATABASE_URL) return new NoMailer();
  return new KeepingMailer(mailFolder(config), () => clock.now().toISO()!);
}
