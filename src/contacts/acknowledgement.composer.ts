import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
  type Refusal,
} from '../mail/mail-composers.js';
import type { Texts } from '../web/public-texts.js';
import type { ContactRow } from './contact.query.js';
import { disclosureOf, noteOfMail } from './disclosure.js';
import { ContactReader } from './contact-reader.js';
import { enquirerMail } from './enquirer-mail.js';
import { RecourseLinks } from './recourse/recourse-links.js';

/**
 * Tells the person that their message arrived: the reference, by when they will hear, and what to do if they do not.
 * "Every acknowledgement says how to ask for" recourse. It stops no clock.
 */
@Injectable()
export class AcknowledgementComposer implements MailComposer, OnModuleInit {
  readonly template = 'acknowledgement';

  constructor(
    private readonly composers: MailComposers,
    private readonly contacts: ContactReader,
    private readonly links: RecourseLinks,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail): Promise<Composition> {
    const letter = await enquirerMail(
      manager,
      { contacts: this.contacts, links: this.links },
      mail,
      acknowledged,
    );
    if (!letter) return { withdraw: 'no address any more' };
    return { to: letter.to, model: letter.model };
  }

  async accepted(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await this.audit.record(manager, disclosureOf(mail, at));
  }

  /** "A bounce of our own acknowledgement does not stop it; the contact is flagged *not reached*." */
  async refused(
    manager: EntityManager,
    mail: ClaimedMail,
    at: DateTime,
    { ofAddress }: Refusal,
  ): Promise<void> {
    if (ofAddress) await noteOfMail(manager, mail, at, 'not-reached');
  }
}

const acknowledged = (texts: Texts, { reference, neighbourhoodName, statedAt, firstDueAt }: ContactRow) => ({
  ...texts.section('acknowledgement'),
  subject: texts.say('acknowledgement.subject', { reference }),
  received: texts.say('acknowledgement.received', {
    place: neighbourhoodName,
    moment: texts.moment(statedAt),
  }),
  due: firstDueAt && texts.say('acknowledgement.due', { due: texts.moment(firstDueAt) }),
});
