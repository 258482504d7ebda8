import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { offsetOf, type PageQuery } from '../../common/pagination.js';
import { ContactNotes } from '../../contacts/contact-notes.js';
import { ForceDatabase } from '../../database/force-database.js';
import { liftHold, openHolds, setHold } from './holds.query.js';

export interface HeldContact {
  reference: string;
  setAt: DateTime;
  setBy: string;
  reason: string | null;
}

export interface HeldContacts {
  contacts: HeldContact[];
  page: number;
  pageSize: number;
  /** Of all pages; of a page behind the last it is 0. */
  total: number;
}

/** "Legal hold": as long as it lasts nothing of the contact is erased, whatever its time or whoever asks. */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly notes: ContactNotes,
    private readonly audit: AuditLog,
  ) {}

  /** One page of them, the longest held first; the log learns which. */
  async list({ forceId, id }: Person, page: PageQuery, requestId?: string): Promise<HeldContacts> {
    const now = this.clock.now();
    return this.database.readInForce(forceId, async (manager) => {
      const holds = await openHolds(manager, forceId, { limit: page.pageSize, offset: offsetOf(page) });
      await this.audit.record(manager, {
        ...{ forceId, at: now, actor: { kind: 'person', id }, action: 'consult', requestId },
        ...{ subjectKind: 'contact-list', subjectId: 'legal-holds' },
        detail: { contacts: holds.map(({ contactId }) => contactId) },
      });
      const contacts = holds.map(({ reference, setAt, setByName: setBy, ...hold }) => {
        const contact = { id: hold.contactId, wrappedKey: hold.wrappedKey };
        return { reference, setAt, setBy, reason: this.notes.reasonOf(contact, hold.id, hold.sealed) };
      });
      return { ...page, contacts, total: holds[0]?.total ?? 0 };
    });
  }

  /** Put a contact on hold. @throws DomainError not-found, conflict (it is; nothing is left to be held) */
  async set(caller: Person, reference: string, reason: string, requestId?: string): Promise<string> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const contact = await this.notes.lock(manager, caller, reference, now);
      const note = { kind: 'hold-set', reason, requestId };
      const id = await this.notes.write(manager, caller, contact, note, now);
      const hold = { id, contactId: contact.id, at: now, by: caller.id };
      if (!(await setHold(manager, forceId, hold)))
        throw DomainError.conflict(`${contact.reference} is on legal hold already.`);
      return contact.reference;
    });
  }

  /** Let it go: from now on its retention rule holds. @throws DomainError not-found, conflict (it is on none) */
  async lift(caller: Person, reference: string, reason: string, requestId?: string): Promise<string> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const contact = await this.notes.lock(manager, caller, reference, now);
      const note = { kind: 'hold-lifted', reason, requestId };
      const textId = await this.notes.write(manager, caller, contact, note, now);
      if (!(await liftHold(manager, forceId, { contactId: contact.id, at: now, by: caller.id, textId })))
        throw DomainError.conflict(`${contact.reference} is not on legal hold.`);
      return contact.reference;
    });
  }
}
