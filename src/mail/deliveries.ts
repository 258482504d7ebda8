import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { Clock } from '../common/clock.js';
import { AppConfig } from '../config/app-config.js';
import { renderTemplate } from '../web/templates.js';
import { Deadline } from './deadline.js';
import { DeliveryLanes } from './delivery-lanes.js';
import type { ClaimedMail, Composition } from './mail-composers.js';
import { Mailer } from './mailer.js';
import { LEASE } from './outbox.query.js';

/** How the attempt to send one mail ended, and when. */
export type Attempt = { mail: ClaimedMail; at: DateTime } & (
  | { accepted: true }
  | { withdraw: string }
  | { error: Error }
  /** It got no connection: what was composed grows old, or its domain is slow and others go first. */
  | { putOff: 'late' | 'slow' }
);

/** Hands composed mails to the mail server over the connections this instance may have. */
@Injectable()
export class Deliveries {
  private readonly lanes: DeliveryLanes;

  constructor(
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.lanes = new DeliveryLanes(config.SMTP_CONNECTIONS);
  }

  /** Without a server mail waits: trying would only use its three days up. */
  get possible(): boolean {
    return this.mailer.kind !== 'not configured';
  }

  get connections(): number {
    return this.lanes.connections;
  }

  /** Mails that wait for slow domains. */
  get aside(): number {
    return this.lanes.aside;
  }

  /** Hand one over when its turn has come. @param claimedMs when its lease began, by `performance.now()` */
  async attempt(mail: ClaimedMail, composition: Composition | Error, claimedMs: number): Promise<Attempt> {
    const ended = <T>(how: T): { mail: ClaimedMail; at: DateTime } & T => ({
      mail,
      at: this.clock.now(),
      ...how,
    });
    if (composition instanceof Error) return ended({ error: composition });
    if ('withdraw' in composition) return ended({ withdraw: composition.withdraw });
    const lane = await this.lanes.enter(domainOf(composition.to), claimedMs + LEASE.beginWithinMs);
    if (typeof lane === 'string') return ended({ putOff: lane });
    const until = new Deadline(lane.beganMs + LEASE.deliverWithinMs);
    try {
      await this.deliver(mail, composition, until);
      return ended({ accepted: true as const });
    } catch (error) {
      return ended({ error: error as Error });
    } finally {
      until.clear();
      this.lanes.leave(lane);
    }
  }

  /** To be called again and again: what passing time changes. */
  tidy(): void {
    this.lanes.tidy();
  }

  stop(): void {
    this.lanes.close();
  }

  private async deliver(
    mail: ClaimedMail,
    composition: Exclude<Composition, { withdraw: string }>,
    until: Deadline,
  ): Promise<void> {
    const { to, model, replyTo, automatic = true } = composition;
    const render = (part: string): string => renderTemplate(`emails/${mail.template}.${part}`, model);
    const message = {
      // Made from the row's id, so every retry carries the same one.
      messageId: `<${mail.id}@${this.config.MAIL_FROM.split('@')[1]}>`,
      from: this.config.MAIL_FROM,
      to,
      replyTo,
      subject: render('subject'),
      text: render('text'),
      html: render('html'),
      automatic,
    };
    await this.mailer.deliver(message, until);
  }
}

const domainOf = ({ address }: { address: string }): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();
