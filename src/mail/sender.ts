import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { AppConfig } from '../config/app-config.js';
import { ForceDatabase } from '../database/force-database.js';
import { renderTemplate } from '../web/templates.js';
import { nextAttemptAt } from './domain/back-off.js';
import { type ClaimedMail, type Composition, MailComposers } from './mail-composers.js';
import { Mailer, RefusedForGood, withoutAddresses } from './mailer.js';
import { claimMails, endMail, retryMail } from './outbox.query.js';

/** Few enough that a batch, each at its deadline, ends well within the lease of `claimMails`. */
const BATCH = 10;
const DELIVERY_DEADLINE_MS = 30_000;

export interface SendResult {
  sent: number;
  withdrawn: number;
  retried: number;
  dead: number;
}

/** How the attempt to send one mail ended, and when. */
type Attempt =
  | { mail: ClaimedMail; at: DateTime; accepted: true }
  | { mail: ClaimedMail; at: DateTime; withdraw: string }
  | { mail: ClaimedMail; at: DateTime; error: Error };

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
    // Without a server mail waits: trying would only use its three days up.
    while (!this.stopping && this.mailer.kind !== 'not configured') {
      const mails = await this.database.asSweeper((manager) => claimMails(manager, this.clock.now(), BATCH));
      if (mails.length === 0) break;
      // One transaction to compose and one to mark for all of a force's mails, so that mail leaves the database to others.
      const forces = [...new Set(mails.map((mail) => mail.forceId))];
      const ends = await Promise.all(
        forces.map((forceId) =>
          this.sendAll(
            forceId,
            mails.filter((mail) => mail.forceId === forceId),
          ),
        ),
      );
      for (const end of ends.flat()) result[end] += 1;
    }
    return result;
  }

  stop(): void {
    this.stopping = true;
  }

  private async sendAll(forceId: string, mails: ClaimedMail[]): Promise<(keyof SendResult)[]> {
    const composed = await this.together(forceId, mails, (manager, mail) => this.compose(manager, mail));
    const attempts = await Promise.all(mails.map((mail, index) => this.attempt(mail, composed[index]!)));
    const ends = await this.together(forceId, attempts, (manager, attempt) => this.mark(manager, attempt));
    return ends.filter((end): end is keyof SendResult => typeof end === 'string');
  }

  /** All in one transaction; if the database refuses one, each in its own, so that one mail's trouble stays its own. */
  private async together<T, R>(
    forceId: string,
    items: T[],
    work: (manager: EntityManager, item: T) => Promise<R>,
  ): Promise<(R | Error)[]> {
    try {
      return await this.database.inForce(forceId, async (manager) => {
        const results: R[] = [];
        for (const item of items) results.push(await work(manager, item));
        return results;
      });
    } catch (error) {
      if (items.length > 1)
        return (await Promise.all(items.map((item) => this.together(forceId, [item], work)))).flat();
      this.logger.error({
        message: 'a mail could not be worked on; its lease will end',
        why: withoutAddresses((error as Error).message),
      });
      return [error as Error];
    }
  }

  private async compose(manager: EntityManager, mail: ClaimedMail): Promise<Composition | RefusedForGood> {
    try {
      return await this.composers.of(mail.template).compose(manager, mail, this.clock.now());
    } catch (error) {
      if (error instanceof RefusedForGood) return error;
      throw error;
    }
  }

  private async attempt(mail: ClaimedMail, composition: Composition | Error): Promise<Attempt> {
    const now = (): DateTime => this.clock.now();
    if (composition instanceof Error) return { mail, at: now(), error: composition };
    if ('withdraw' in composition) return { mail, at: now(), withdraw: composition.withdraw };
    try {
      await withDeadline(this.deliver(mail, composition));
      return { mail, at: now(), accepted: true };
    } catch (error) {
      return { mail, at: now(), error: error as Error };
    }
  }

  private async deliver(
    mail: ClaimedMail,
    composition: Exclude<Composition, { withdraw: string }>,
  ): Promise<void> {
    const { to, model, replyTo, automatic = true } = composition;
    const render = (part: string): string => renderTemplate(`emails/${mail.template}.${part}`, model);
    await this.mailer.deliver({
      // Made from the row's id, so every retry carries the same one.
      messageId: `<${mail.id}@${this.config.MAIL_FROM.split('@')[1]}>`,
      from: this.config.MAIL_FROM,
      to,
      replyTo,
      subject: render('subject'),
      text: render('text'),
      html: render('html'),
      automatic,
    });
  }

  /** Write down how it ended, unless the lease was lost meanwhile: then it is somebody else's to say. */
  private async mark(manager: EntityManager, attempt: Attempt): Promise<keyof SendResult> {
    const { mail, at } = attempt;
    const composer = this.composers.of(mail.template);
    if ('accepted' in attempt) {
      if (await endMail(manager, mail, { sentAt: at })) await composer.accepted?.(manager, mail, at);
      return 'sent';
    }
    if ('withdraw' in attempt) {
      await endMail(manager, mail, { withdrawnAt: at, why: attempt.withdraw });
      return 'withdrawn';
    }
    const { error } = attempt;
    const why = withoutAddresses(error.message);
    const again =
      error instanceof RefusedForGood
        ? null
        : nextAttemptAt(mail.firstTriedAt, mail.attempts, at, Math.random());
    this.logger.warn({
      message: again ? 'mail will be tried again' : 'mail is dead',
      mailId: mail.id,
      template: mail.template,
      why,
    });
    if (again) {
      await retryMail(manager, mail, again, why);
      return 'retried';
    }
    if (await endMail(manager, mail, { deadAt: at, why })) {
      const ofAddress = error instanceof RefusedForGood && error.ofAddress;
      await composer.refused?.(manager, mail, at, { reason: why, ofAddress });
    }
    return 'dead';
  }
}

/** A server that neither takes nor refuses is given up on; a copy that it takes later bears the same Message-ID. */
async function withDeadline(delivery: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('the mail server did not answer in time')),
      DELIVERY_DEADLINE_MS,
    );
  });
  try {
    await Promise.race([delivery, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
