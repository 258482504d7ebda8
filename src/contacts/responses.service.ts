import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { queueMail } from '../mail/queue-mail.js';
import { addToTimeline, lockClocks, stopClocks } from './clock.query.js';
import type { ContactRow } from './contact.query.js';
import { actorOf, ContactReader } from './contact-reader.js';
import { truncate } from './domain/deadline.js';
import { type ProposedResponse, responseProblems } from './domain/meaningful-response.js';
import { ContactVault } from './personal/contact-vault.js';

export interface ResponseText {
  text: string;
  nextSteps: string;
}

/** Answers to the public: recorded, or sent from here. */
@Injectable()
export class ResponsesService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly vault: ContactVault,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Record an answer, or put one from here on its way. An answer that already happened stops every open clock of the
   * contact at the instant it happened; a message from here does so when the receiving server accepts it. Another
   * answer later is kept too and changes no figure, unless it happened earlier than the first.
   * @throws DomainError not-found, invalid (what keeps it from being a meaningful response)
   */
  async recordResponse(
    caller: Principal,
    reference: string,
    proposed: ProposedResponse,
    requestId?: string,
  ): Promise<{ id: string; reference: string }> {
    const now = this.clock.now();
    const respondedAt = proposed.respondedAt && truncate(proposed.respondedAt);
    return this.database.inForce(caller.forceId, async (manager) => {
      const contact = await this.contacts.find(manager, caller, reference, now);
      await lockClocks(manager, caller.forceId, contact.id);
      this.assertMeaningful({ ...proposed, respondedAt }, contact, now);
      const id = await this.store(manager, caller, contact, { ...proposed, respondedAt }, now);
      await stopClocks(manager, caller.forceId, contact.id, now);
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
      return { id, reference: contact.reference };
    });
  }

  private assertMeaningful(proposed: ProposedResponse, contact: ContactRow, now: DateTime): void {
    const problems = responseProblems(
      proposed,
      { startedAt: contact.statedAt, hasEmail: Boolean(this.contacts.personalOf(contact)?.enquirer.email) },
      now,
    );
    if (problems.length > 0) {
      throw DomainError.invalid(
        'This is not yet an answer that can be recorded. Correct it and send it again.',
        problems,
      );
    }
    if (!contact.wrappedKey) {
      throw DomainError.conflict('What this person wrote has been erased; nothing can be added to it.');
    }
  }

  private async store(
    manager: EntityManager,
    caller: Principal,
    contact: ContactRow,
    { route, respondedAt, text, nextSteps }: ProposedResponse,
    now: DateTime,
  ): Promise<string> {
    const { forceId } = caller;
    const id = uuid();
    const actor = actorOf(caller);
    const mailId = route === 'email-from-here' ? uuid() : null;
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
      `insert into response (force_id, id, contact_id, route, responded_at, recorded_at, actor_kind, actor_id, mail_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [forceId, id, contact.id, route, respondedAt, now, actor.kind, actor.id, mailId],
    );
    const sealed = this.vault.sealText(contact.id, contact.wrappedKey!, id, {
      text: text.trim(),
      nextSteps: nextSteps.trim(),
    });
    await manager.query(
      `insert into contact_text (force_id, id, contact_id, sealed) values ($1, $2, $3, $4)`,
      [forceId, id, contact.id, sealed],
    );
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
