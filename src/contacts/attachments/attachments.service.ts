import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { ContactRow } from '../contact.query.js';
import { actorOf, ContactReader } from '../contact-reader.js';
import { ContactVault } from '../personal/contact-vault.js';
import { attachmentNamed, type AttachmentRow } from './attachment.query.js';
import { safeName } from './domain/file-kind.js';

export interface OpenedAttachment extends Pick<AttachmentRow, 'kind'> {
  /** Made here, safe anywhere. */
  fileName: string;
  bytes: Buffer;
}

/** Files of contacts, to whoever may read what the person wrote. */
@Injectable()
export class Attachments {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly vault: ContactVault,
    private readonly audit: AuditLog,
  ) {}

  /**
   * One file, to be saved by whoever asks: it leaves the house, and is logged as disclosed to them.
   * @throws DomainError not-found, also for a file of another contact and once it has been erased
   */
  async download(
    caller: Principal,
    reference: string,
    id: string,
    requestId?: string,
  ): Promise<OpenedAttachment> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const { row } = await this.contacts.findToRead(manager, caller, reference, now);
      const opened = await this.open(manager, forceId, row, id);
      await this.audit.record(manager, {
        ...{ forceId, at: now, actor: actorOf(caller), requestId, action: 'disclose' },
        ...{ subjectKind: 'contact', subjectId: row.id },
        detail: { attachment: id },
      });
      return opened;
    });
  }

  /** The same for a file that goes out as part of something else, which is logged there. */
  async openFor(forceId: string, contact: ContactRow, id: string): Promise<OpenedAttachment> {
    return this.database.inForce(forceId, (manager) => this.open(manager, forceId, contact, id));
  }

  private async open(
    manager: EntityManager,
    forceId: string,
    { id: contactId, wrappedKey, reference }: ContactRow,
    id: string,
  ): Promise<OpenedAttachment> {
    const found = UUID.test(id) ? await attachmentNamed(manager, forceId, contactId, id) : null;
    if (!found || !wrappedKey) throw DomainError.notFound('This contact has no such file.');
    const bytes = this.vault.openFile(contactId, wrappedKey, found.id, found.sealed);
    return { kind: found.kind, fileName: safeName(reference, found), bytes };
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
