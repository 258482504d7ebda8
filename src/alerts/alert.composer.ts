import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { formatInstant, localDayOf } from '../common/calendar.js';
import { timeLeft } from '../contacts/domain/time-left.js';
import { ResponseStandards } from '../contacts/response-standards.js';
import { Links } from '../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { RefusedForGood } from '../mail/mailer.js';
import { addressOf, alertsOfMail, chooseAnew } from './alert-mail.query.js';
import { passOnDeadMail } from './pass-on.query.js';

/** More than this in one mail nobody reads; the list behind the link has all. */
const LISTED = 50;

/**
 * Tells one recipient what waits: reference, place, time left, due time with its zone, one link. "No member of the
 * public's name or text in it." Asks again before sending: what was answered meanwhile is left out, and a mail with
 * nothing left is withdrawn.
 */
@Injectable()
export class AlertComposer implements MailComposer, OnModuleInit {
  readonly template = 'alert';
  private readonly logger = new Logger(AlertComposer.name);

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
    private readonly standards: ResponseStandards,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition> {
    const owed = (await alertsOfMail(manager, mail.forceId, mail.id, localDayOf(now))).filter(
      ({ waiting }) => waiting,
    );
    const handedOn = owed.filter(({ listens }) => !listens).map(({ alertId }) => alertId);
    if (handedOn.length > 0) await chooseAnew(manager, mail.forceId, handedOn);
    const waiting = owed.filter(({ listens }) => listens);
    if (waiting.length === 0) {
      return {
        withdraw:
          handedOn.length > 0 ? 'others answer for it now' : 'no answer was owed any more before it was sent',
      };
    }
    const to = await addressOf(manager, mail.forceId, { kind: mail.recipientKind, id: mail.recipientId });
    if (!to) throw new RefusedForGood('The recipient has no address any more.');
    const overdue = waiting.filter((alert) => now > alert.dueAt).length;
    const [first] = waiting;
    const one = waiting.length === 1 ? first : undefined;
    return {
      to,
      model: {
        subject: one
          ? `${one.reference} ${one.neighbourhoodName}: ${timeLeft(one.dueAt, now)}`
          : `${waiting.length} contacts need an answer${overdue > 0 ? `, ${overdue} overdue` : ''}`,
        one: Boolean(one),
        overdue,
        contacts: waiting.slice(0, LISTED).map((alert) => ({
          reference: alert.reference,
          place: alert.neighbourhoodName,
          left: timeLeft(alert.dueAt, now),
          due: formatInstant(alert.dueAt),
        })),
        more: Math.max(0, waiting.length - LISTED),
        link: this.links.to(one ? `/contacts/${one.reference}` : '/contacts'),
      },
    };
  }

  /** Nobody read it: somebody else has to. */
  async refused(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    const mails = await passOnDeadMail(manager, mail, this.standards.nobodyLeft, at, localDayOf(at));
    this.logger.warn({ message: 'an alert could not be delivered', mailId: mail.id, passedOn: mails });
  }
}
