import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { Histogram } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../common/calendar.js';
import { grouped } from '../common/domain/grouped.js';
import { ResponseStandards } from '../contacts/response-standards.js';
import { Links } from '../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { RefusedForGood } from '../mail/mailer.js';
import {
  type Address,
  addressesOf,
  type AlertToTell,
  alertsOfMails,
  chooseAnew,
  climb,
  takeOut,
} from './alert-mail.query.js';
import { AlertRules } from './alert-rules.js';
import { alertMail } from './alert.view.js';
import { dispatchAlerts } from './dispatch.query.js';
import { dispatchRules } from './hearings.js';
import { markLate } from './lateness.query.js';

const lateness = new Histogram({
  name: 'npg_alert_lateness_seconds',
  help: 'From when an alert could be said until its mail was accepted; apart, those that quiet hours held',
  labelNames: ['held'] as const,
  buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600, 6 * 3600, 24 * 3600],
});

/**
 * Tells one recipient what waits, with one link. Asks again before sending: what was answered meanwhile is left out, and
 * a mail with nothing left is withdrawn.
 */
@Injectable()
export class AlertComposer implements MailComposer, OnModuleInit {
  readonly template = 'alert';
  private readonly logger = new Logger(AlertComposer.name);

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
    private readonly standards: ResponseStandards,
    private readonly rules: AlertRules,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition> {
    const [composed] = await this.composeAll(manager, [mail], now);
    if (composed instanceof RefusedForGood) throw composed;
    return composed!;
  }

  async composeAll(
    manager: EntityManager,
    mails: ClaimedMail[],
    now: DateTime,
  ): Promise<(Composition | RefusedForGood)[]> {
    const today = localDayOf(now);
    const { forceId } = mails[0]!;
    const ids = mails.map(({ id }) => id);
    const byMail = grouped(await alertsOfMails(manager, forceId, ids, today), ({ mailId }) => mailId);
    const addresses = await addressesOf(manager, forceId, mails, today);
    const composed: (Composition | RefusedForGood)[] = [];
    for (const mail of mails) {
      const to = addresses.get(`${mail.recipientKind} ${mail.recipientId}`);
      composed.push(await this.one(manager, { mail, all: byMail.get(mail.id) ?? [], to }, now));
    }
    return composed;
  }

  private async one(
    manager: EntityManager,
    { mail, all, to }: { mail: ClaimedMail; all: AlertToTell[]; to: Address | undefined },
    now: DateTime,
  ): Promise<Composition | RefusedForGood> {
    const waiting = all.filter(({ ended, elsewhere }) => !ended && !elsewhere);
    const unsaid = all
      .map(({ alertId, ended, elsewhere }) => ({ alertId, why: ended ?? elsewhere }))
      .filter((one): one is { alertId: string; why: string } => one.why !== null);
    if (unsaid.length > 0 || all[0]?.hasWithdrawn) await takeOut(manager, mail, unsaid, now);
    const handedOn = all.filter(({ ended, elsewhere }) => !ended && elsewhere).map(({ alertId }) => alertId);
    if (handedOn.length > 0) {
      await chooseAnew(manager, mail.forceId, handedOn);
      await this.dispatch(manager, now);
    }
    if (waiting.length === 0) {
      return {
        withdraw:
          handedOn.length > 0
            ? 'the recipient need not hear it any more'
            : 'no answer was owed any more before it was sent',
      };
    }
    if (!to) return new RefusedForGood('The recipient has no address any more.');
    const [first] = waiting;
    const { lateAfterMinutes } = this.rules;
    return {
      to,
      model: {
        ...alertMail(waiting, { now, lateAfterMinutes }),
        link: this.links.to(
          first && waiting.length === 1 ? `/contacts/${first.reference}` : `/contacts?mail=${mail.id}`,
        ),
      },
    };
  }

  /** "Lateness recorded and reported": from when each could be said until now. */
  async acceptedAll(manager: EntityManager, accepted: { mail: ClaimedMail; at: DateTime }[]): Promise<void> {
    const [first] = accepted;
    if (!first) return;
    const mails = accepted.map(({ mail: { id }, at }) => ({ id, at }));
    const { lateAfterMinutes } = this.rules;
    for (const { seconds, held } of await markLate(manager, first.mail.forceId, mails, lateAfterMinutes)) {
      lateness.observe({ held: held ? 'yes' : 'no' }, seconds);
    }
  }

  /** Nobody read it: somebody else has to, and at once if no other instance is choosing recipients just now. */
  async refused(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    const climbing = await climb(manager, mail);
    this.logger.warn({ message: 'an alert could not be delivered', mailId: mail.id, climbing });
    if (climbing > 0) await this.dispatch(manager, at);
  }

  private async dispatch(manager: EntityManager, at: DateTime): Promise<void> {
    const today = localDayOf(at);
    await dispatchAlerts(manager, dispatchRules(this.standards, today), at, today);
  }
}
