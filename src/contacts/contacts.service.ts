import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { type ContactDetails, readDetails } from './contact-details.js';
import { type ListedContact, listContacts, type ListView } from './contact-list.query.js';
import { type ContactRow, findContact } from './contact.query.js';
import { actorOf, ContactReader, type ContactState, stateOf } from './contact-reader.js';
import { peopleNamed } from './people-named.query.js';

export interface ContactListItem {
  row: ListedContact;
  state: ContactState;
  subject: string;
  /** Who said "I have it"; null if nobody has. */
  takenUpBy: string | null;
}

export interface ContactList {
  items: ContactListItem[];
  total: number;
  now: DateTime;
}

/** Reading contacts. Every reading is a consultation and is logged as one, in the same transaction. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly audit: AuditLog,
  ) {}

  /** One contact with everything that happened to it. @throws DomainError not-found */
  async readContact(caller: Principal, reference: string, requestId?: string): Promise<ContactDetails> {
    const now = this.clock.now();
    return this.database.readInForce(caller.forceId, async (manager) => {
      const found = await this.contacts.findToRead(manager, caller, reference, now);
      await this.consulted(manager, caller, found.row.id, now, requestId);
      return readDetails(manager, this.contacts, caller, found, now);
    });
  }

  /** What an earlier request with the same key had stored; the caller is the one that stored it. */
  async findStored(forceId: string, contactId: string): Promise<ContactRow> {
    return this.database.inForce(
      forceId,
      async (manager) => (await findContact(manager, forceId, { id: contactId }))!,
    );
  }

  /** The caller's contacts, the least time left first; if a mail is named, only those that it told somebody of. */
  async listContacts(
    caller: Principal,
    view: ListView,
    { mailId = null, ...page }: { size: number; number: number; mailId?: string | null },
    requestId?: string,
  ): Promise<ContactList> {
    const now = this.clock.now();
    return this.database.readInForce(caller.forceId, async (manager) => {
      const areas = await this.contacts.areasOf(manager, caller, now);
      const { rows, total } = await listContacts(manager, caller.forceId, areas, view, page, now, mailId);
      await this.audit.record(manager, {
        forceId: caller.forceId,
        at: now,
        actor: actorOf(caller),
        action: 'consult',
        subjectKind: 'contact-list',
        subjectId: view,
        requestId,
        detail: { contacts: rows.map((row) => row.id) },
      });
      const takers = rows.map(({ takenUpBy }) => takenUpBy);
      const people = await peopleNamed(manager, caller, takers, localDayOf(now));
      const items = rows.map((row) => ({
        row,
        state: stateOf(row, now),
        subject: this.contacts.personalOf(row)?.subject ?? '(erased)',
        takenUpBy: (row.takenUpBy && people.get(row.takenUpBy)) ?? null,
      }));
      return { items, total, now };
    });
  }

  private async consulted(
    manager: EntityManager,
    caller: Principal,
    id: string,
    now: DateTime,
    requestId?: string,
  ): Promise<void> {
    await this.audit.record(manager, {
      forceId: caller.forceId,
      at: now,
      actor: actorOf(caller),
      action: 'consult',
      subjectKind: 'contact',
      subjectId: id,
      requestId,
    });
  }
}
