import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { may } from '../access/permissions.js';
import type { Person } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { lockClocks } from './clock.query.js';
import { ContactReader } from './contact-reader.js';
import type { ContactRow } from './contact.query.js';
import { writeDeed } from './deed.js';
import { isWaiting } from './domain/clock-state.js';
import { takeUpProblem } from './domain/take-up.js';
import { replan } from './replan.js';
import { ResponseStandards } from './response-standards.js';
import { setTaker, tellTheOthers } from './take-up.query.js';

/**
 * "I have it": whoever says so "hears alone until the next rung". A person's word, never a machine's; the deadline runs
 * on, and no figure changes.
 */
@Injectable()
export class TakeUpService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Take up a contact that waits. What somebody else has becomes the caller's, and the timeline says whose it was. The
   * second time nothing happens.
   * @throws DomainError not-found, conflict (no answer is owed any more)
   */
  async takeUp(caller: Person, reference: string, requestId?: string): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const contact = await this.find(manager, caller, reference, now);
      const problem = takeUpProblem(contact.clockId ? contact : null);
      if (problem) throw DomainError.conflict(problem);
      const waiting = (await lockClocks(manager, caller.forceId, contact.id)).filter(isWaiting);
      const others = waiting.filter(({ takenUpBy }) => takenUpBy !== caller.id);
      if (others.length === 0) return contact.reference;
      for (const clock of others) {
        const next = replan(this.standards, caller.forceId, { ...clock, takenUpAt: now }, now, now);
        await setTaker(manager, caller.forceId, clock.id, { at: now, by: caller.id }, next);
      }
      const facts =
        contact.takenUpBy && contact.takenUpBy !== caller.id ? { from: contact.takenUpBy } : undefined;
      const deed = { contactId: contact.id, kind: 'taken-up', facts, requestId };
      await writeDeed(manager, this.audit, caller, deed, now);
      return contact.reference;
    });
  }

  /**
   * Give back what the caller has. Whatever the others were not called for meanwhile they hear at once, by the next
   * sweep. If nobody has it nothing happens.
   * @throws DomainError not-found, conflict (somebody else has it, or no answer is owed any more)
   */
  async giveBack(caller: Person, reference: string, requestId?: string): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const contact = await this.find(manager, caller, reference, now);
      if (!contact.takenUpBy) return contact.reference;
      const problem = takeUpProblem(contact);
      if (problem) throw DomainError.conflict(problem);
      if (contact.takenUpBy !== caller.id) {
        throw DomainError.conflict(
          'Somebody else has this contact, so only they can give it back. To deal with it yourself, take it up.',
        );
      }
      for (const clock of (await lockClocks(manager, caller.forceId, contact.id)).filter(isWaiting)) {
        const since = clock.takenUpAt ?? now;
        const next = replan(this.standards, caller.forceId, { ...clock, takenUpAt: null }, since, now);
        await setTaker(manager, caller.forceId, clock.id, null, next);
        await tellTheOthers(manager, caller.forceId, clock.id, since);
      }
      const deed = { contactId: contact.id, kind: 'given-back', requestId };
      await writeDeed(manager, this.audit, caller, deed, now);
      return contact.reference;
    });
  }

  private async find(
    manager: EntityManager,
    caller: Person,
    reference: string,
    now: DateTime,
  ): Promise<ContactRow> {
    if (!may(caller, 'contacts.take-up')) {
      throw new DomainError(
        'forbidden',
        'Only the team, a supervisor or a force admin can take a contact up.',
      );
    }
    return (await this.contacts.findLocked(manager, caller, [reference], now))[0]!;
  }
}
