import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../access/principal.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { KeepingMailer, Mailer } from '../mail/mailer.js';
import { cutoffsAt, type ContactClass } from './domain/retention.js';
import { contactsDue, contactsNamed, type ErasableContact, stretchAfter } from './erasable.query.js';
import { eraseContacts, takeInHand, waitForAll } from './erase-contacts.query.js';
import { RetentionFile } from './retention-file.js';

/** Our own job that forgets what was kept long enough. */
export const RETENTION = { kind: 'job', id: 'retention' } as const;

/** Why something is erased before its time, as the timeline and the audit log say it. */
export const REQUEST_REASONS = ['asked-by-person', 'unlawful', 'court-order'] as const;
export type RequestReason = (typeof REQUEST_REASONS)[number];

export interface ErasedBatch {
  erased: number;
  /** After which contact to go on; null when that was the last. */
  next: string | null;
}

/** What became of a request to erase these contacts, by their references. */
export interface ErasedOnRequest {
  erased: string[];
  /** Still waiting for an answer or a decision: answer it, or take it out of scope, first. */
  open: string[];
  held: string[];
}

/** Forgets contacts: the one way, whether their time is over or the person asked. */
@Injectable()
export class Erasure {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly retention: RetentionFile,
    private readonly audit: AuditLog,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Erase some of the contacts of a force that have been kept long enough, in one transaction. Asked "what is due?", so it
   * may stop anywhere, and two at once erase nothing twice.
   */
  async eraseDue(forceId: string, after: string, limit: number): Promise<ErasedBatch> {
    const now = this.clock.now();
    const cutoffs = cutoffsAt(this.retention.rules, now);
    return this.database.inForce(forceId, async (manager) => {
      const stretch = await stretchAfter(manager, forceId, after);
      const due = await contactsDue(manager, forceId, cutoffs, stretch, limit);
      const taken = await takeInHand(
        manager,
        forceId,
        due.map(({ id }) => id),
      );
      const known = await contactsNamed(manager, forceId, taken);
      // What happened to one between the look and the hand counts.
      const going = known.filter(
        ({ isOpen, isHeld, endedAt, rule }) => !isOpen && !isHeld && endedAt < cutoffs[rule],
      );
      const factsOf = ({ rule }: ErasableContact): Record<string, string> => this.factsOf(rule);
      await this.forget(manager, forceId, going, factsOf, { actor: RETENTION, now });
      return { erased: going.length, next: due.length === limit ? due.at(-1)!.id : stretch.upTo };
    });
  }

  /**
   * Erase these contacts because somebody may ask for it, or because they must not be kept. What is open or on legal hold
   * stays and is named; what is in neither list was erased before. All of it or nothing: none is passed over because somebody
   * has it in hand.
   * @throws the database's error if somebody has one in hand for too long
   * @param caseReference under which the force keeps the request itself
   */
  async eraseOnRequest(
    caller: Person,
    contactIds: readonly string[],
    { reason, caseReference }: { reason: RequestReason; caseReference: string },
    requestId?: string,
  ): Promise<ErasedOnRequest> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const known = await contactsNamed(manager, forceId, await waitForAll(manager, forceId, contactIds));
      const going = known.filter(({ isOpen, isHeld }) => !isOpen && !isHeld);
      const by: Actor = { kind: 'person', id: caller.id };
      const facts = { rule: 'request', because: reason, case: caseReference };
      await this.forget(manager, forceId, going, () => facts, { actor: by, now, requestId });
      const references = (found: ErasableContact[]): string[] => found.map(({ reference }) => reference);
      return {
        erased: references(going),
        held: references(known.filter(({ isHeld }) => isHeld)),
        open: references(known.filter(({ isOpen, isHeld }) => isOpen && !isHeld)),
      };
    });
  }

  private factsOf(rule: ContactClass): Record<string, string> {
    return { rule, months: String(this.retention.rules.months[rule]) };
  }

  private async forget(
    manager: EntityManager,
    forceId: string,
    going: readonly ErasableContact[],
    factsOf: (contact: ErasableContact) => Record<string, string>,
    { actor, now, requestId }: { actor: Actor; now: DateTime; requestId?: string | undefined },
  ): Promise<void> {
    if (going.length === 0) return;
    const contacts = going.map((contact) => ({ id: contact.id, facts: factsOf(contact) }));
    const mails = await eraseContacts(manager, forceId, contacts, actor, now);
    // The trial keeps what it would have sent. Gone a moment too early, if this is taken back, is no harm.
    if (this.mailer instanceof KeepingMailer) await this.mailer.forget(mails);
    await this.audit.record(
      manager,
      ...contacts.map(({ id, facts }) => ({
        ...{ forceId, at: now, actor, requestId },
        ...{ action: 'erase' as const, subjectKind: 'contact' as const, subjectId: id, detail: facts },
      })),
    );
  }
}
