import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/new-id.js';
import type { Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { keyReused } from '../common/idempotency-key.js';
import { ForceDatabase } from '../database/force-database.js';
import { queueMail } from '../mail/queue-mail.js';
import { addToTimeline } from './clock.query.js';
import { storeText } from './contact-text.query.js';
import type { ContactRow } from './contact.query.js';
import { actorOf, ContactReader } from './contact-reader.js';
import { truncate } from './domain/deadline.js';
import { isSameAnswer, type ProposedResponse, responseProblems } from './domain/meaningful-response.js';
import { momentWithin } from './questions/domain/typed-minute.js';
import { clocksOf } from './questions/questions.query.js';
import { settleQuestions } from './questions/settle-questions.js';
import { ResponseStandards } from './response-standards.js';
import { responseUnder } from './responses.query.js';
import { lockContact } from './transfer.query.js';
import { refuseWithheldNames } from './withheld-names.js';

export interface ResponseText {
  text: string;
  nextSteps: string;
}

export interface RecordOptions {
  requestId?: string | undefined;
  /** The same caller with the same key means the same answer. */
  key?: string | undefined;
  /** The time was typed to the minute: within the minute in which the person wrote it is not before that. */
  toTheMinute?: boolean;
}

/** Answers to the public: recorded, or sent from here. */
@Injectable()
export class ResponsesService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Record an answer, or put one from here on its way. An answer that already happened stops every open clock of the
   * contact at the instant it happened; a message from here does so when the receiving server accepts it. Another
   * answer later is kept too and changes no figure, unless it happened earlier than the first. The second time with the
   * same key and the same content nothing happens and the first one is named.
   * @throws DomainError not-found, invalid (what keeps it from being a meaningful response; a withheld name in a mail),
   * conflict (erased, handed over, the key was used for another answer)
   */
  async recordResponse(
    caller: Principal,
    reference: string,
    proposed: ProposedResponse,
    { requestId, key, toTheMinute = false }: RecordOptions = {},
  ): Promise<{ id: string; reference: string; repeated: boolean }> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const { id: contactId } = await this.contacts.find(manager, caller, reference, now);
      // One at a time, also for a contact without a clock to lock: the same key twice at once is one answer.
      await lockContact(manager, caller.forceId, contactId);
      const [contact] = (await this.contacts.findLocked(manager, caller, [reference], now)) as [ContactRow];
      const stated = proposed.respondedAt && truncate(proposed.respondedAt);
      const earlier = key && (await this.storedUnder(manager, contact, caller, key));
      if (earlier) {
        const again = { ...proposed, respondedAt: stated };
        if (!isSameAnswer(earlier, again, toTheMinute)) throw keyReused('answer');
        return { id: earlier.id, reference: contact.reference, repeated: true };
      }
      const starts = (await clocksOf(manager, caller.forceId, contact.id)).map(({ startedAt }) => startedAt);
      const respondedAt =
        stated && toTheMinute ? momentWithin(stated, [startOf(contact), ...starts]) : stated;
      this.assertMeaningful({ ...proposed, respondedAt }, contact, now);
      if (proposed.route === 'email-from-here')
        await refuseWithheldNames(manager, caller.forceId, proposed, localDayOf(now));
      const id = await this.store(manager, caller, contact, { ...proposed, respondedAt }, now, key);
      const settled = { contactId: contact.id, by: caller, requestId };
      await settleQuestions(manager, { standards: this.standards, audit: this.audit }, settled, now);
      await this.audit.record(manager, {
        forceId: caller.forceId,
        at: now,
        actor: actorOf(caller),
        action: 'alter',
        subjectKind: 'contact',
        subjectId: contact.id,
        requestId,
        detail: { response: id },
      });
      return { id, reference: contact.reference, repeated: false };
    });
  }

  private assertMeaningful(proposed: ProposedResponse, contact: ContactRow, now: DateTime): void {
    if (!contact.wrappedKey) {
      throw DomainError.conflict('What this person wrote has been erased; nothing can be added to it.');
    }
    const problems = responseProblems(
      proposed,
      { startedAt: startOf(contact), hasEmail: Boolean(this.contacts.personalOf(contact)?.enquirer.email) },
      now,
    );
    if (problems.length > 0) {
      throw DomainError.invalid(
        'This is not yet an answer that can be recorded. Correct it and send it again.',
        problems,
      );
    }
  }

  /** What was kept under this key before; what its texts were is forgotten together with the key. */
  private async storedUnder(
    manager: EntityManager,
    contact: ContactRow,
    { forceId, id }: Principal,
    key: string,
  ): Promise<(ProposedResponse & { id: string }) | undefined> {
    const [earlier] = await responseUnder(manager, forceId, contact.id, `${id}:${key}`);
    if (!earlier) return undefined;
    const { sealed, ...row } = earlier;
    const words = this.contacts.textOf<ResponseText>(contact, row.id, sealed);
    return { ...row, text: words?.text ?? '', nextSteps: words?.nextSteps ?? '' };
  }

  private async store(
    manager: EntityManager,
    caller: Principal,
    contact: ContactRow,
    { route, respondedAt, text, nextSteps }: ProposedResponse,
    now: DateTime,
    key: string | undefined,
  ): Promise<string> {
    const { forceId } = caller;
    const id = newId();
    const actor = actorOf(caller);
    const mailId = route === 'email-from-here' ? newId() : null;
    if (mailId) {
      await queueMail(
        manager,
        {
          forceId,
          id: mailId,
          template: 'response',
          recipientKind: 'enquirer',
          recipientId: contact.id,
          subjectId: id,
        },
        now,
      );
    }
    await manager.query(
      `insert into response (force_id, id, contact_id, route, responded_at, recorded_at, actor_kind, actor_id, mail_id, client_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        forceId,
        id,
        contact.id,
        route,
        respondedAt,
        now,
        actor.kind,
        actor.id,
        mailId,
        key ? `${caller.id}:${key}` : null,
      ],
    );
    const words = { text: text.trim(), nextSteps: nextSteps.trim() };
    const sealed = this.contacts.sealText(contact, id, words);
    await storeText(manager, forceId, contact.id, { id, sealed });
    await addToTimeline(manager, forceId, {
      contactId: contact.id,
      at: respondedAt ?? now,
      recordedAt: now,
      kind: mailId ? 'response-sending' : 'response',
      actor,
      facts: { route },
      textId: id,
    });
    return id;
  }
}

/** When the person first wrote, as far as is known: a supervisor may have corrected it. An answer may be to any question. */
const startOf = ({ firstStartedAt, statedAt }: ContactRow): DateTime => firstStartedAt ?? statedAt;
