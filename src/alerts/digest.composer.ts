import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../common/calendar.js';
import { Links } from '../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { addressOf } from './alert-mail.query.js';
import { AlertRules } from './alert-rules.js';
import { digestOfMail, NO_TROUBLE, troubleFor, waitingFor } from './digest-mail.query.js';
import { NOBODY_ASKED, recourseFor } from './digest-recourse.query.js';
import { digestMail } from './digest.view.js';
import { DIGEST_MAIL } from './digests.query.js';
import { nextDigestAt } from './domain/digest-time.js';

/**
 * Tells one recipient once a day what waits in their neighbourhoods and what falls due before their next digest; and
 * supervisors and force admins of alerts that went wrong and of requests for recourse. Asks again before sending: what was
 * answered meanwhile is left out, and a mail with nothing left, to somebody who is away, or of a day gone by is withdrawn.
 */
@Injectable()
export class DigestComposer implements MailComposer, OnModuleInit {
  readonly template = DIGEST_MAIL;

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
    private readonly rules: AlertRules,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition> {
    const { forceId } = mail;
    const rules = this.rules.digest;
    const today = localDayOf(now);
    const digest = await digestOfMail(manager, mail, rules, { now, today });
    if (!digest || digest.isOver) return { withdraw: 'its day was over before it was sent' };
    if (digest.isOvertaken) return { withdraw: 'the digest of a later day says it' };
    if (digest.notHearing) return { withdraw: 'the recipient is not there to read it' };
    const contacts = await waitingFor(manager, forceId, digest, { hears: rules.hears, today });
    const trouble = digest.oversees ? await troubleFor(manager, forceId, digest, today) : NO_TROUBLE;
    const recourse = digest.oversees
      ? await recourseFor(manager, forceId, digest, { now, today })
      : NOBODY_ASKED;
    if (contacts.length + trouble.late + trouble.dead + recourse.waiting === 0) {
      return { withdraw: 'nothing waited any more before it was sent' };
    }
    const to = await addressOf(manager, forceId, digest, today);
    if (!to) return { withdraw: 'the recipient has no address any more' };
    return {
      to,
      model: {
        ...digestMail(
          contacts,
          trouble,
          { now, nextAt: nextDigestAt(now, digest.at, rules.weekdays) },
          recourse,
        ),
        recourseLink: this.links.to('/recourse'),
        ...this.linkFor(contacts.length > 0, trouble.late + trouble.dead > 0),
      },
    };
  }

  private linkFor(somethingWaits: boolean, somethingFailed: boolean): { link: string; linkText: string } {
    if (somethingWaits) return { link: this.links.to('/contacts'), linkText: 'Open the list' };
    if (somethingFailed) return { link: this.links.to('/alerts'), linkText: 'Open the alerts' };
    return { link: this.links.to('/recourse'), linkText: 'Open the requests' };
  }
}
