import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { formatInstant } from '../common/calendar.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { disclosureOf } from './disclosure.js';
import { findContact } from './contact.query.js';
import { ContactReader } from './contact-reader.js';
import { forceOf } from './force-of.query.js';

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
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail): Promise<Composition> {
    const contact = await findContact(manager, mail.forceId, { id: mail.recipientId });
    const personal = contact && this.contacts.personalOf(contact);
    if (!contact || !personal?.enquirer.email) return { withdraw: 'no address any more' };
    const force = await forceOf(manager, mail.forceId);
    return {
      to: { name: personal.enquirer.name ?? '', address: personal.enquirer.email },
      model: {
        greeting: personal.enquirer.name ? `Dear ${personal.enquirer.name}` : 'Hello',
        reference: contact.reference,
        neighbourhood: contact.neighbourhoodName,
        received: formatInstant(contact.statedAt),
        due: contact.dueAt && formatInstant(contact.dueAt),
        force,
      },
    };
  }

  async accepted(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await this.audit.record(manager, disclosureOf(mail, at));
  }
}
