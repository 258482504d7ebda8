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
import { laterOfDuplicates } from './domain/duplicates.js';
import { firstAlertAt } from './domain/planned-alerts.js';
import { ResponseStandards } from './response-standards.js';
import { restoreAlerts, withdrawAlerts } from './withdraw-alerts.js';

/** Why alerts of a contact were withdrawn, so that bringing it back finds them. */
const OUT_OF_SCOPE = 'out of scope';

export interface TakeOutOfScope {
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
   * Take a contact out of scope now. Of two that are one query, the one with the later deadline goes, so "the
   * earliest unanswered deadline lives on", whichever of the two was marked.
   * @returns the reference of the contact that was taken out
   */
  async takeOutOfScope(
    caller: Principal,
    reference: string,
    { reason, duplicateOf }: TakeOutOfScope,
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const { contact, facts } =
        reason === 'duplicate'
          ? await this.laterDuplicate(manager, caller, reference, duplicateOf, now)
          : {
              contact: (await this.contacts.findLocked(manager, caller, [reference], now))[0]!,
              facts: { reason },
            };
      if (!contact.clockId) {
        throw DomainError.conflict(
          'This contact has no 72-hour clock, so there is nothing to take out of scope.',
        );
      }
      if (contact.outOfScopeAt) throw DomainError.conflict('This contact is out of scope already.');
      await manager.query(
        `update clock set out_of_scope_at = $3, out_of_scope_reason = $4, out_of_scope_by = $5, next_alert_at = null
          where force_id = $1 and id = $2`,
        [caller.forceId, contact.clockId, now, reason, caller.id],
      );
      await withdrawAlerts(manager, caller.forceId, contact.clockId, OUT_OF_SCOPE, now);
      await this.write(manager, caller, contact, 'out-of-scope', now, requestId, facts);
      return contact.reference;
    });
  }

  /** Bring a contact back with its original deadline. */
  async bringBack(caller: Principal, reference: string, requestId?: string): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const [contact] = await this.contacts.findLocked(manager, caller, [reference], now);
      if (!contact?.outOfScopeAt) throw DomainError.conflict('This contact is not out of scope.');
      if (!contact.wrappedKey)
        throw DomainError.conflict('What this person wrote has been erased; nobody can answer it any more.');
      const standard = this.standards.ofClock(
        caller.forceId,
        contact.standardVersion!,
        localDayOf(contact.startedAt!),
      );
      await manager.query(
        `update clock set out_of_scope_at = null, out_of_scope_reason = null, out_of_scope_by = null,
            out_of_scope_confirmed_at = null, next_alert_at = case when stopped_at is null and address_failed_at is null then $3::timestamptz end
          where force_id = $1 and id = $2`,
        [
          caller.forceId,
          contact.clockId,
          this.standards.isHistory(contact.dueAt!)
            ? null
            : firstAlertAt({ dueAt: contact.dueAt!, targetAt: contact.targetAt }, standard),
        ],
      );
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
  async confirmOutOfScope(caller: Person, reference: string, requestId?: string): Promise<string> {
    const now = this.clock.now();
    if (!may(caller, 'contacts.confirm-out-of-scope')) {
      throw new DomainError('forbidden', 'Only a supervisor can confirm this.');
    }
    return this.database.inForce(caller.forceId, async (manager) => {
      const [contact] = await this.contacts.findLocked(manager, caller, [reference], now);
      const clock = { ...contact!, startedAt: contact!.startedAt!, dueAt: contact!.dueAt! };
      if (!clock.outOfScopeAt || isOutOfScope(clock)) {
        throw DomainError.conflict('There is nothing to confirm about this contact.');
      }
      if (clock.outOfScopeBy === caller.id) {
        throw new DomainError(
          'forbidden',
          'You took this contact out of scope; another supervisor has to confirm it.',
        );
      }
      await manager.query(`update clock set out_of_scope_confirmed_at = $3 where force_id = $1 and id = $2`, [
        caller.forceId,
        clock.clockId,
        now,
      ]);
      await this.write(manager, caller, clock, 'out-of-scope-confirmed', now, requestId);
      return clock.reference;
    });
  }

  /** Which of the two goes, and of which it is the duplicate. */
  private async laterDuplicate(
    manager: EntityManager,
    caller: Principal,
    reference: string,
    duplicateOf: string | undefined,
    now: DateTime,
  ): Promise<{ contact: ContactRow; facts: Record<string, string> }> {
    if (!duplicateOf) {
      throw DomainError.field('duplicateOf', 'Enter the reference of the contact that asks the same');
    }
    await this.contacts.find(manager, caller, reference, now);
    const pair = await this.contacts
      .findLocked(manager, caller, [reference, duplicateOf], now)
      .catch((error: unknown) => {
        if (error instanceof DomainError && error.kind === 'not-found') {
          throw DomainError.field('duplicateOf', 'No contact of yours has this reference');
        }
        throw error;
      });
    const [one, other] = [pair[0]!, pair[1]!];
    const contact = laterOfDuplicates(one, other);
    if (typeof contact === 'string') throw DomainError.field('duplicateOf', contact);
    const stays = contact.id === one.id ? other : one;
    return { contact, facts: { reason: 'duplicate', duplicateOf: stays.reference } };
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
    await writeDeed(manager, this.audit, caller, { contactId: contact.id, kind, facts, requestId }, now);
  }
}
