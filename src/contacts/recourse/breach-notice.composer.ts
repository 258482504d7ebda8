import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../../mail/mail-composers.js';
import { findContact } from '../contact.query.js';
import { ContactReader } from '../contact-reader.js';
import { disclosureOf, noteOfMail } from '../disclosure.js';
import { enquirerMail } from '../enquirer-mail.js';
import { BREACH_MAIL, noticedClock } from './breach-notices.query.js';
import { RecourseLinks } from './recourse-links.js';
import { commandAreaOf } from './supervisors.query.js';

/**
 * Tells the person that their answer is overdue: an apology, and how to ask a supervisor to look at it. Asks again before
 * sending: whoever was answered meanwhile is told nothing.
 */
@Injectable()
export class BreachNoticeComposer implements MailComposer, OnModuleInit {
  readonly template = BREACH_MAIL;

  constructor(
    private readonly composers: MailComposers,
    private readonly contacts: ContactReader,
    private readonly links: RecourseLinks,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition> {
    const { forceId, recipientId } = mail;
    const clock = await noticedClock(manager, forceId, mail.subjectId!);
    const contact = await findContact(manager, forceId, { id: recipientId });
    if (!clock || !contact) return { withdraw: 'there is no such clock' };
    if (clock.ended) return { withdraw: clock.ended };
    if (clock.dueAt >= now) return { withdraw: 'the start was corrected' };
    const { reference, neighbourhoodId, neighbourhoodName: place } = contact;
    const area = await commandAreaOf(manager, forceId, neighbourhoodId, localDayOf(now));
    const rooms = { contacts: this.contacts, links: this.links };
    const letter = await enquirerMail(manager, rooms, mail, (texts) => ({
      ...texts.section('breach'),
      subject: texts.say('breach.subject', { reference }),
      late: texts.say('breach.late', { place, due: texts.moment(clock.dueAt) }),
      team: texts.say('breach.team', { team: area ?? place }),
    }));
    return letter ? { to: letter.to, model: letter.model } : { withdraw: 'no address any more' };
  }

  async accepted(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await noteOfMail(manager, mail, at, 'breach-told');
    await this.audit.record(manager, disclosureOf(mail, at));
  }

  async refused(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await noteOfMail(manager, mail, at, 'breach-not-told');
  }
}
