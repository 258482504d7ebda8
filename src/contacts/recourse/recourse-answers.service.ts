import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { queueMail } from '../../mail/queue-mail.js';
import { personText, readsWithheldNames } from '../../registry/officer-wording.js';
import { storeText } from '../contact-text.query.js';
import type { ContactRow } from '../contact.query.js';
import { ContactReader } from '../contact-reader.js';
import { writeDeed } from '../deed.js';
import { truncate } from '../domain/deadline.js';
import { refuseWithheldNames } from '../withheld-names.js';
import { answerProblems, type ProposedAnswer } from './domain/recourse.js';
import { openRequest, type RecourseRow, storeAnswer } from './recourse.query.js';
import { supervises } from './supervision.js';
import { dealtWith, otherSupervisors } from './supervisors.query.js';

/** What somebody is to a request for recourse. */
export interface Standing {
  /** A supervisor of the neighbourhood, or a force admin. */
  mayAnswer: boolean;
  /** Had the contact, or answered it: "not by the one who held it if another supervisor exists". */
  dealtWith: boolean;
  /** The other supervisors who are there today. */
  others: string[];
}

export const RECOURSE_ANSWER_MAIL = 'recourse-answer';

/** "A supervisor answers within 5 working days": with what was found and what has been done. */
@Injectable()
export class RecourseAnswersService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly audit: AuditLog,
  ) {}

  /** May this person answer, and should another? */
  async standingOf(person: Person, contact: Pick<ContactRow, 'id' | 'neighbourhoodId'>): Promise<Standing> {
    const today = localDayOf(this.clock.now());
    return this.database.inForce(person.forceId, (manager) => standing(manager, person, contact, today));
  }

  /**
   * Answer the open request about a contact. What already happened counts from then; an e-mail from here once the receiving
   * server has accepted it. Whoever dealt with the contact may answer, and the timeline says so.
   * @throws DomainError not-found, forbidden, conflict (nothing open, or an answer is on its way), invalid
   */
  async answerRequest(
    person: Person,
    reference: string,
    proposed: ProposedAnswer,
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(person.forceId, async (manager) => {
      const contact = (await this.contacts.findLocked(manager, person, [reference], now))[0]!;
      const today = localDayOf(now);
      const { mayAnswer, dealtWith: own } = await standing(manager, person, contact, today);
      if (!mayAnswer) {
        throw new DomainError(
          'forbidden',
          'Only a supervisor of this neighbourhood or a force admin can answer.',
        );
      }
      const request = await this.unanswered(manager, contact, person);
      const answer = { ...proposed, respondedAt: proposed.respondedAt && truncate(proposed.respondedAt) };
      this.assertAnswers(answer, contact, request, now);
      if (answer.route === 'email-from-here') {
        await refuseWithheldNames(manager, person.forceId, { text: answer.text, nextSteps: '' }, today);
      }
      const id = await this.store(manager, person, contact, request, answer, now);
      const deed = {
        contactId: contact.id,
        kind: answer.respondedAt ? 'recourse-answered' : 'recourse-answer-sending',
        facts: { outcome: answer.outcome, route: answer.route, ...(own && { dealtWith: 'yes' }) },
        textId: id,
        requestId,
      };
      await writeDeed(manager, this.audit, person, deed, now, answer.respondedAt ?? now);
      return contact.reference;
    });
  }

  private async unanswered(
    manager: EntityManager,
    contact: ContactRow,
    { forceId }: Person,
  ): Promise<RecourseRow> {
    const request = await openRequest(manager, forceId, contact.id);
    if (!request) throw DomainError.conflict('No request about this contact waits for an answer.');
    if (request.outcome) throw DomainError.conflict('An answer to this request is on its way already.');
    return request;
  }

  private assertAnswers(
    answer: ProposedAnswer,
    contact: ContactRow,
    { askedAt }: RecourseRow,
    now: DateTime,
  ): void {
    const hasEmail = Boolean(this.contacts.personalOf(contact)?.enquirer.email);
    const problems = answerProblems(answer, { askedAt, hasEmail }, now);
    if (problems.length > 0) {
      throw DomainError.invalid('This is not yet an answer. Correct it and send it again.', problems);
    }
  }

  private async store(
    manager: EntityManager,
    { forceId, id: by }: Person,
    contact: ContactRow,
    request: RecourseRow,
    { outcome, route, respondedAt, text }: ProposedAnswer,
    now: DateTime,
  ): Promise<string> {
    const id = newId();
    const mailId = route === 'email-from-here' ? newId() : null;
    const sealed = this.contacts.sealText(contact, id, { text: text.trim(), outcome });
    await storeText(manager, forceId, contact.id, { id, sealed });
    if (mailId) {
      const recipient = { recipientKind: 'enquirer', recipientId: contact.id };
      await queueMail(
        manager,
        { forceId, id: mailId, template: RECOURSE_ANSWER_MAIL, ...recipient, subjectId: id },
        now,
      );
    }
    const answer = { id, outcome, route, by, recordedAt: now, answeredAt: respondedAt, mailId };
    await storeAnswer(manager, forceId, request.id, answer);
    return id;
  }
}

async function standing(
  manager: EntityManager,
  person: Person,
  { id, neighbourhoodId }: Pick<ContactRow, 'id' | 'neighbourhoodId'>,
  today: string,
): Promise<Standing> {
  const { forceId } = person;
  const others = await otherSupervisors(manager, forceId, neighbourhoodId, person.id, today);
  const readsWithheld = readsWithheldNames(person);
  return {
    mayAnswer: await supervises(manager, person, 'recourse.answer', neighbourhoodId, today),
    dealtWith: await dealtWith(manager, forceId, id, person.id),
    others: others.map((other) => personText(other, readsWithheld)),
  };
}
