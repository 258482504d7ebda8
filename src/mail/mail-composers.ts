import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { RefusedForGood } from './mailer.js';
import type { NewMail } from './queue-mail.js';

/** One row of the outbox, claimed for sending: ids and a template's name, no address and no text. */
export interface ClaimedMail extends NewMail {
  firstTriedAt: DateTime;
  attempts: number;
  claimToken: string;
}

/** What to send as things stand now, or why not to send it any more. */
export type Composition =
  | {
      to: { name: string; address: string };
      model: Record<string, unknown>;
      replyTo?: string;
      automatic?: boolean;
    }
  | { withdraw: string };

/** Why a mail will never be sent. */
export interface Refusal {
  reason: string;
  /** The receiving server refused the address for good; false if the mail was given up or its text refused. */
  ofAddress: boolean;
}

/**
 * Knows one template: who gets it and what it says, read at the last moment. Runs in a transaction of the mail's
 * force. `accepted` and `refused` run in the transaction that marks the mail, so a fact and its mark are one.
 */
export interface MailComposer {
  readonly template: string;
  compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition>;
  /**
   * The same for many of one force at once, where one statement reads what all of them need; in their order. If it
   * throws, each is composed by itself.
   */
  composeAll?(
    manager: EntityManager,
    mails: ClaimedMail[],
    now: DateTime,
  ): Promise<(Composition | RefusedForGood)[]>;
  accepted?(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void>;
  /** The same for many of one force at once; then nobody asks for `accepted`. */
  acceptedAll?(manager: EntityManager, mails: { mail: ClaimedMail; at: DateTime }[]): Promise<void>;
  refused?(manager: EntityManager, mail: ClaimedMail, at: DateTime, refusal: Refusal): Promise<void>;
}

/** The composers that the features above have handed in, by template. */
@Injectable()
export class MailComposers {
  private readonly byTemplate = new Map<string, MailComposer>();

  register(composer: MailComposer): void {
    if (this.byTemplate.has(composer.template)) throw new Error(`Two composers for ${composer.template}.`);
    this.byTemplate.set(composer.template, composer);
  }

  of(template: string): MailComposer {
    const composer = this.byTemplate.get(template);
    if (!composer) throw new Error(`No composer for ${template}.`);
    return composer;
  }
}
