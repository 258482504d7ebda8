import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { may } from '../access/permissions.js';
import type { Person, Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { endWithAddress } from './address-failed.js';
import type { ContactRow } from './contact.query.js';
import { ContactReader } from './contact-reader.js';
import { writeDeed } from './deed.js';
import { isOutOfScope, type OutOfScopeReason } from './domain/clock-state.js';
import { firstAlertAt } from './domain/planned-alerts.js';
import { laterDuplicate } from './later-duplicate.js';
import { NO_QUESTION, noQuestionProblem } from './questions/domain/owed-clock.js';
import { clockFact, contactOfQuestion } from './questions/question-of.js';
import { settleQuestions } from './questions/settle-questions.js';
import { ResponseStandards } from './response-standards.js';
import { confirm, putBack, takeOut } from './scope.query.js';
import { restoreAlerts, withdrawAlerts } from './withdraw-alerts.js';

/** Why alerts of a contact were withdrawn, so that bringing it back finds them. */
const OUT_OF_SCOPE = 'out of scope';

/** Which question of a contact, from 1; left out where there is one, or the one that is shown. */
export interface OfQuestion {
  question?: number | undefined;
}

export interface TakeOutOfScope extends OfQuestion {
  reason: OutOfScopeReason;
  /** The other contact, where the reason is `duplicate`. */
  duplicateOf?: string | undefined;
}

/**
 * What is no neighbourhood query: "a person's decision with a reason, counted apart by reason, reversible with the
 * original deadline".
 */
@Injectable()
export class ScopeService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Take a question of a contact out of scope now. Of two that are one query, the one with the later deadline goes, so "the
   * earliest unanswered deadline lives on", whichever of the two was marked.
   * @returns the reference of the contact that was taken out
   */
  async takeOutOfScope(
    caller: Principal,
    reference: string,
    { reason, duplicateOf, question }: TakeOutOfScope,
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const { contact, facts } =
        reason === 'duplicate'
          ? await laterDuplicate(manager, this.contacts, caller, [reference, duplicateOf], now)
          : { contact: await this.locked(manager, caller, reference, { question }, now), facts: { reason } };
      if (!contact.clockId) {
        throw DomainError.conflict(
          'This contact has no 72-hour clock, so there is nothing to take out of scope.',
        );
      }
      if (contact.outOfScopeAt) throw DomainError.conflict('This contact is out of scope already.');
      const problem = reason === NO_QUESTION && noQuestionProblem(contact);
      if (problem) throw DomainError.field('reason', problem);
      await takeOut(manager, forceId, { clockId: contact.clockId, reason, by: caller.id }, now);
      await withdrawAlerts(manager, forceId, contact.clockId, OUT_OF_SCOPE, now);
      await this.write(manager, caller, contact, 'out-of-scope', now, requestId, facts);
      if (reason === NO_QUESTION) {
        // What was said after it belonged to a question that was none.
        const settled = { contactId: contact.id, by: caller, requestId };
        await settleQuestions(manager, { standards: this.standards, audit: this.audit }, settled, now);
      }
      return contact.reference;
    });
  }

  /** Bring a question of a contact back with its original deadline. */
  async bringBack(
    caller: Principal,
    reference: string,
    requestId?: string,
    of: OfQuestion = {},
  ): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const contact = await this.locked(manager, caller, reference, of, now, isTakenOut);
      if (!contact.outOfScopeAt) throw DomainError.conflict('This contact is not out of scope.');
      if (!contact.wrappedKey)
        throw DomainError.conflict('What this person wrote has been erased; nobody can answer it any more.');
      const standard = this.standards.ofClock(
        caller.forceId,
        contact.standardVersion!,
        localDayOf(contact.startedAt!),
      );
      const clock = { dueAt: contact.dueAt!, targetAt: contact.targetAt };
      const next = this.standards.isHistory(clock.dueAt) ? null : firstAlertAt(clock, standard);
      await putBack(manager, caller.forceId, contact.clockId!, next);
      // Nobody is to be alerted to an answer that cannot be given.
      if (!contact.addressFailedAt) {
        await restoreAlerts(manager, caller.forceId, contact.clockId!, OUT_OF_SCOPE);
      }
      await this.write(manager, caller, contact, 'brought-back', now, requestId);
      // The address may have failed while nobody owed an answer.
      const theirs = { forceId: caller.forceId, contactId: contact.id };
      await endWithAddress(manager, { contacts: this.contacts, audit: this.audit }, theirs, now);
      return contact.reference;
    });
  }

  /**
   * Confirm that a contact taken out after its deadline was no neighbourhood query: only then does it stop counting as
   * missed. By a supervisor, and not by whoever took it out.
   */
  async confirmOutOfScope(
    caller: Person,
    reference: string,
    requestId?: string,
    of: OfQuestion = {},
  ): Promise<string> {
    const now = this.clock.now();
    if (!may(caller, 'contacts.confirm-out-of-scope')) {
      throw new DomainError('forbidden', 'Only a supervisor can confirm this.');
    }
    return this.database.inForce(caller.forceId, async (manager) => {
      const contact = await this.locked(manager, caller, reference, of, now, isUnconfirmed);
      const clock = { ...contact, startedAt: contact.startedAt!, dueAt: contact.dueAt! };
      if (!clock.outOfScopeAt || isOutOfScope(clock)) {
        throw DomainError.conflict('There is nothing to confirm about this contact.');
      }
      if (clock.outOfScopeBy === caller.id) {
        throw new DomainError(
          'forbidden',
          'You took this contact out of scope; another supervisor has to confirm it.',
        );
      }
      await confirm(manager, caller.forceId, clock.clockId!, now);
      await this.write(manager, caller, clock, 'out-of-scope-confirmed', now, requestId);
      return clock.reference;
    });
  }

  /** The contact of the question that is meant, locked. */
  private async locked(
    manager: EntityManager,
    caller: Principal,
    reference: string,
    { question }: OfQuestion,
    now: DateTime,
    isSuch?: Parameters<typeof contactOfQuestion>[4],
  ): Promise<ContactRow> {
    const contact = (await this.contacts.findLocked(manager, caller, [reference], now))[0]!;
    return contactOfQuestion(manager, caller.forceId, contact, question, isSuch);
  }

  private async write(
    manager: EntityManager,
    caller: Principal,
    contact: ContactRow,
    kind: string,
    now: DateTime,
    requestId: string | undefined,
    facts?: Record<string, string>,
  ): Promise<void> {
    const clock = clockFact(contact);
    const deed = { contactId: contact.id, kind, facts: clock ? { ...facts, ...clock } : facts, requestId };
    await writeDeed(manager, this.audit, caller, deed, now);
  }
}

type TakenOut = Pick<ContactRow, 'outOfScopeAt' | 'outOfScopeConfirmedAt'>;
const isTakenOut = ({ outOfScopeAt }: TakenOut): boolean => outOfScopeAt !== null;
const isUnconfirmed = (one: TakenOut): boolean => isTakenOut(one) && one.outOfScopeConfirmedAt === null;
