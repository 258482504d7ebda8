import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  type ContactRow,
  findContact,
  listContacts,
  type ListView,
  type ResponseRow,
  responsesOf,
  type TimelineRow,
  timelineOf,
} from './contact.query.js';
import { actorOf, ContactReader, type ContactState, stateOf } from './contact-reader.js';
import { ContactVault, type Personal } from './personal/contact-vault.js';
import type { ResponseText } from './responses.service.js';

export interface ContactDetails {
  row: ContactRow;
  state: ContactState;
  personal: Personal | null;
  responses: (Omit<ResponseRow, 'sealed'> & { text: ResponseText | null })[];
  timeline: TimelineRow[];
  now: DateTime;
}

export interface ContactListItem {
  row: ContactRow;
  state: ContactState;
  subject: string;
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
    private readonly vault: ContactVault,
    private readonly audit: AuditLog,
  ) {}

  /** One contact with everything that happened to it. @throws DomainError not-found */
  async readContact(caller: Principal, reference: string, requestId?: string): Promise<ContactDetails> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const row = await this.contacts.find(manager, caller, reference, now);
      await this.consulted(manager, caller, row.id, now, requestId);
      return this.details(manager, caller.forceId, row, now);
    });
  }

  /** What an earlier request with the same key had stored; the caller is the one that stored it. */
  async findStored(forceId: string, contactId: string): Promise<ContactRow> {
    return this.database.inForce(
      forceId,
      async (manager) => (await findContact(manager, forceId, { id: contactId }))!,
    );
  }

  /** The caller's contacts, the least time left first. */
  async listContacts(
    caller: Principal,
    view: ListView,
    page: { size: number; number: number },
    requestId?: string,
  ): Promise<ContactList> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const areas = await this.contacts.areasOf(manager, caller, now);
      const { rows, total } = await listContacts(manager, caller.forceId, areas, view, page);
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
      const items = rows.map((row) => ({
        row,
        state: stateOf(row, now),
        subject: this.contacts.personalOf(row)?.subject ?? '(erased)',
      }));
      return { items, total, now };
    });
  }

  private async details(
    manager: EntityManager,
    forceId: string,
    row: ContactRow,
    now: DateTime,
  ): Promise<ContactDetails> {
    const responses = await responsesOf(manager, forceId, row.id);
    return {
      row,
      state: stateOf(row, now),
      personal: this.contacts.personalOf(row),
      responses: responses.map(({ sealed, ...response }) => ({
        ...response,
        text:
          sealed && row.wrappedKey
            ? this.vault.openText<ResponseText>(row.id, row.wrappedKey, response.id, sealed)
            : null,
      })),
      timeline: await timelineOf(manager, forceId, row.id),
      now,
    };
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
