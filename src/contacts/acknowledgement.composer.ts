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
import { ContactReader } from './contact-reader.js';
import { enquirerMail } from './enquirer-mail.js';

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
    const letter = await enquirerMail(manager, this.contacts, mail);
    if (!letter) return { withdraw: 'no address any more' };
    const { contact, to, model } = letter;
    return {
      to,
      model: {
        ...model,
        received: formatInstant(contact.statedAt),
        due: contact.dueAt && formatInstant(contact.dueAt),
      },
    };
  }

  async accepted(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await this.audit.record(manager, disclosureOf(mail, at));
  }
}
