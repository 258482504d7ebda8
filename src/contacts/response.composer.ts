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
import { endWithAddress } from './address-failed.js';
import { textWritten } from './contact-text.query.js';
import { disclosureOf, noteOfMail, SENDER } from './disclosure.js';
import type { ContactRow } from './contact.query.js';
import { ContactReader } from './contact-reader.js';
import { enquirerMail } from './enquirer-mail.js';
import { settleQuestions } from './questions/settle-questions.js';
import { RecourseLinks } from './recourse/recourse-links.js';
import { ResponseStandards } from './response-standards.js';
import type { ResponseText } from './responses.service.js';

/**
 * An officer's answer by e-mail. "A message sent from here counts when the receiving server has accepted it, and is
 * *sending* until then; a permanent bounce voids it and the original due runs on; if there is no other route the clock
 * ends as *no reply possible (address failed)*."
 */
@Injectable()
export class ResponseComposer implements MailComposer, OnModuleInit {
  readonly template = 'response';

  constructor(
    private readonly composers: MailComposers,
    private readonly contacts: ContactReader,
    private readonly links: RecourseLinks,
    private readonly standards: ResponseStandards,
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
      answered,
    );
    const sealed = await textWritten(manager, mail.forceId, mail.subjectId!);
    if (!letter?.contact.wrappedKey || !sealed) return { withdraw: 'erased' };
    const { contact, to, model } = letter;
    return {
      to,
      model: {
        ...model,
        ...this.contacts.textOf<ResponseText>(contact, mail.subjectId!, sealed),
      },
      // A person wrote it, so it must not be marked as automatic mail: some mailboxes would hide it.
      automatic: false,
    };
  }

  async accepted(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await manager.query(
      // A person may have stated a time up to 5 minutes ahead of our clock: no answer precedes what it answers.
      `update response r set responded_at = greatest($3, c.stated_at, (
            select max(q.stated_at) from contact_message q
             where q.force_id = c.force_id and q.contact_id = c.id and q.received_at < r.recorded_at)) from contact c
         where r.force_id = $1 and r.id = $2 and r.responded_at is null and r.voided_at is null
           and c.force_id = r.force_id and c.id = r.contact_id`,
      [mail.forceId, mail.subjectId, at],
    );
    const settled = { contactId: mail.recipientId, by: { ...SENDER, forceId: mail.forceId } };
    await settleQuestions(manager, { standards: this.standards, audit: this.audit }, settled, at);
    await noteOfMail(manager, mail, at, 'response-accepted');
    await this.audit.record(manager, disclosureOf(mail, at));
  }

  async refused(
    manager: EntityManager,
    mail: ClaimedMail,
    at: DateTime,
    { reason, ofAddress }: Refusal,
  ): Promise<void> {
    await manager.query(
      `update response set voided_at = $3, void_reason = $4, address_refused = $5 where force_id = $1 and id = $2`,
      [mail.forceId, mail.subjectId, at, reason, ofAddress],
    );
    await noteOfMail(manager, mail, at, 'response-refused');
    const contact = { forceId: mail.forceId, contactId: mail.recipientId };
    await endWithAddress(manager, { contacts: this.contacts, audit: this.audit }, contact, at);
  }
}

const answered = (texts: Texts, { reference, neighbourhoodName }: ContactRow) => ({
  ...texts.section('response'),
  subject: texts.say('response.subject', { reference }),
  team: texts.say('response.team', { place: neighbourhoodName }),
});
