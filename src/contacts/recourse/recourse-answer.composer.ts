import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../../mail/mail-composers.js';
import type { Texts } from '../../web/public-texts.js';
import { textWritten } from '../contact-text.query.js';
import type { ContactRow } from '../contact.query.js';
import { ContactReader } from '../contact-reader.js';
import { disclosureOf, noteOfMail } from '../disclosure.js';
import { enquirerMail } from '../enquirer-mail.js';
import type { Outcome } from './domain/recourse.js';
import { acceptAnswer, takeBackAnswer } from './recourse.query.js';
import { RECOURSE_ANSWER_MAIL } from './recourse-answers.service.js';
import { RecourseLinks } from './recourse-links.js';

/** A supervisor's answer by e-mail: it counts once the receiving server has it, and if that refuses it, it does not. */
@Injectable()
export class RecourseAnswerComposer implements MailComposer, OnModuleInit {
  readonly template = RECOURSE_ANSWER_MAIL;

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
    const sealed = await textWritten(manager, mail.forceId, mail.subjectId!);
    const rooms = { contacts: this.contacts, links: this.links };
    // Which of the sentences it is the text itself holds.
    const said = (contact: ContactRow): { text: string; outcome: Outcome } | null =>
      this.contacts.textOf<{ text: string; outcome: Outcome }>(contact, mail.subjectId!, sealed);
    const letter = await enquirerMail(manager, rooms, mail, (texts, contact) => ({
      ...texts.section('recourseAnswer'),
      ...answered(texts, contact, said(contact)?.outcome),
    }));
    const text = letter && said(letter.contact)?.text;
    if (!text) return { withdraw: 'erased' };
    // A person wrote it, so it must not be marked as automatic mail: some mailboxes would hide it.
    return { to: letter.to, model: { ...letter.model, text }, automatic: false };
  }

  async accepted(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await acceptAnswer(manager, mail.forceId, mail.subjectId!, at);
    await noteOfMail(manager, mail, at, 'recourse-answer-accepted');
    await this.audit.record(manager, disclosureOf(mail, at));
  }

  async refused(manager: EntityManager, mail: ClaimedMail, at: DateTime): Promise<void> {
    await takeBackAnswer(manager, mail.forceId, mail.subjectId!);
    await noteOfMail(manager, mail, at, 'recourse-answer-refused');
  }
}

const answered = (
  texts: Texts,
  { reference, neighbourhoodName }: ContactRow,
  outcome: Outcome | undefined,
) => ({
  subject: texts.say('recourseAnswer.subject', { reference }),
  found: outcome ? texts.say(`recourseAnswer.${outcome}`) : null,
  team: texts.say('recourseAnswer.team', { place: neighbourhoodName }),
});
