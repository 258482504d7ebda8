import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { newId } from '../common/new-id.js';
import type { ContactRow } from './contact.query.js';
import { ContactReader } from './contact-reader.js';
import { storeText } from './contact-text.query.js';
import { writeDeed } from './deed.js';
import { lockContact } from './transfer.query.js';

/** What others write about a contact on its timeline, with their reason sealed by the contact's own key. */
@Injectable()
export class ContactNotes {
  constructor(
    private readonly contacts: ContactReader,
    private readonly audit: AuditLog,
  ) {}

  /** The contact, kept from others until the transaction ends. @throws DomainError not-found */
  async lock(manager: EntityManager, caller: Person, reference: string, now: DateTime): Promise<ContactRow> {
    const { id } = await this.contacts.find(manager, caller, reference, now);
    await lockContact(manager, caller.forceId, id);
    return this.contacts.find(manager, caller, reference, now);
  }

  /** @returns the text's id. @throws DomainError conflict once what the person wrote has been erased */
  async write(
    manager: EntityManager,
    caller: Person,
    contact: ContactRow,
    { kind, reason, requestId }: { kind: string; reason: string; requestId: string | undefined },
    now: DateTime,
  ): Promise<string> {
    const textId = newId();
    const sealed = this.contacts.sealText(contact, textId, { reason });
    await storeText(manager, caller.forceId, contact.id, { id: textId, sealed });
    await writeDeed(manager, this.audit, caller, { contactId: contact.id, kind, textId, requestId }, now);
    return textId;
  }

  /** A reason that was written so; null once it has been erased. */
  reasonOf(
    contact: Pick<ContactRow, 'id' | 'wrappedKey'>,
    textId: string,
    sealed: Buffer | null,
  ): string | null {
    return this.contacts.textOf<{ reason: string }>(contact, textId, sealed)?.reason ?? null;
  }
}
