import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { AppConfig } from '../config/app-config.js';
import { ForceDatabase } from '../database/force-database.js';
import { renderTemplate } from '../web/templates.js';
import { nextAttemptAt } from './domain/back-off.js';
import { type ClaimedMail, type Composition, MailComposers } from './mail-composers.js';
import { Mailer, RefusedForGood, withoutAddresses } from './mailer.js';
import { claimMails, endMail, retryMail } from './outbox.query.js';

const BATCH = 50;

export interface SendResult {
  sent: number;
  withdrawn: number;
  retried: number;
  dead: number;
}

/**
 * Empties the outbox: claim, compose as things stand now, hand over, mark. Nothing slow runs inside a transaction.
 * A process that dies between the server's acceptance and our mark sends the same Message-ID again, which mail
 * programs recognise; nothing is lost.
 */
@Injectable()
export class Sender {
  private readonly logger = new Logger(Sender.name);
  private stopping = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly composers: MailComposers,
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
  ) {}

  /** Send what is due now, batch by batch, until nothing is or the process is asked to stop. */
  async sendDue(): Promise<SendResult> {
    const result: SendResult = { sent: 0, withdrawn: 0, retried: 0, dead: 0 };
    while (!this.stopping) {
      const mails = await this.database.asSweeper((manager) => claimMails(manager, this.clock.now(), BATCH));
      if (mails.length === 0) break;
      for (const ended of await Promise.all(mails.map((mail) => this.send(mail)))) result[ended] += 1;
    }
    return result;
  }

  stop(): void {
    this.stopping = true;
  }

  private async send(mail: ClaimedMail): Promise<keyof SendResult> {
    const composer = this.composers.of(mail.template);
    try {
      const composition = await this.database.inForce(mail.forceId, (manager) =>
        composer.compose(manager, mail, this.clock.now()),
      );
      if ('withdraw' in composition) {
        return await this.end(mail, { withdrawnAt: this.clock.now(), why: composition.withdraw }, 'withdrawn');
      }
      await this.deliver(mail, composition);
    } catch (error) {
      return this.failed(mail, error as Error);
    }
    const at = this.clock.now();
    await this.database.inForce(mail.forceId, async (manager) => {
      if (await endMail(manager, mail, { sentAt: at })) await composer.accepted?.(manager, mail, at);
    });
    return 'sent';
  }

  private async deliver(mail: ClaimedMail, composition: Exclude<Composition, { withdraw: string }>): Promise<void> {
    const { to, model, replyTo, automatic = true } = composition;
    const render = (part: string): string => renderTemplate(`emails/${mail.template}.${part}`, model);
    await this.mailer.deliver({
      // Made from the row's id, so every retry carries the same one.
      messageId: `<${mail.id}@${this.config.MAIL_FROM.split('@')[1]}>`,
      from: this.config.MAIL_FROM,
      to,
      replyTo,
      subject: render('subject').replace(/\s+/g, ' ').trim(),
      text: render('text'),
      html: render('html'),
      automatic,
    });
  }

  private async failed(mail: ClaimedMail, error: Error): Promise<keyof SendResult> {
    const now = this.clock.now();
    const why = withoutAddresses(error.message);
    const again = error instanceof RefusedForGood ? null : nextAttemptAt(mail.createdAt, mail.attempts, now, Math.random());
    this.logger.warn({ message: again ? 'mail will be tried again' : 'mail is dead', mailId: mail.id, template: mail.template, why });
    if (!again) return this.end(mail, { deadAt: now, why }, 'dead');
    await this.database.inForce(mail.forceId, (manager) => retryMail(manager, mail, again, why));
    return 'retried';
  }

  private async end(
    mail: ClaimedMail,
    end: Parameters<typeof endMail>[2],
    as: keyof SendResult,
  ): Promise<keyof SendResult> {
    await this.database.inForce(mail.forceId, async (manager) => {
      const ours = await endMail(manager, mail, end);
      if (ours && 'deadAt' in end) {
        await this.composers.of(mail.template).refused?.(manager, mail, end.deadAt, end.why);
      }
    });
    return as;
  }
}
