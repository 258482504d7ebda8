import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { keyReused } from '../../common/idempotency-key.js';
import { ForceDatabase } from '../../database/force-database.js';
import { addToTimeline } from '../clock.query.js';
import type { ContactRow } from '../contact.query.js';
import { actorOf, ContactReader } from '../contact-reader.js';
import { ContactVault } from '../personal/contact-vault.js';
import { lockContact } from '../transfer.query.js';
import { attachmentOfRequest, type AttachmentRow, attachmentsOf } from './attachment.query.js';
import { MOST_FILES } from './domain/file-kind.js';
import type { ReadyFile } from './received-files.js';
import { sealAttachments, storeAttachments } from './store-attachments.js';

export interface AddedFile {
  attachment: AttachmentRow;
  /** It came before with the same key. */
  repeated: boolean;
}

/** A file that comes after its contact, by the API. */
@Injectable()
export class AddedFileService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly vault: ContactVault,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Keep one more file with a contact. The second time with the same key nothing happens and the first one is named.
   * @throws DomainError not-found, conflict (erased; handed over; full; the key was used for another file)
   */
  async addFile(
    caller: Principal,
    reference: string,
    file: ReadyFile,
    { key, requestId }: { key: string; requestId?: string },
  ): Promise<AddedFile> {
    const now = this.clock.now();
    const { forceId } = caller;
    const requestDigests = this.vault.digests(`attachment-request:${forceId}:${caller.id}:${key}`);
    const bodyDigests = this.vault.digests(`attachment-body:${forceId}:${file.digest}`);
    return this.database.inForce(forceId, async (manager) => {
      const { id } = await this.contacts.find(manager, caller, reference, now);
      // One at a time, and none while the contact is being erased.
      await lockContact(manager, forceId, id);
      const contact = await this.contacts.find(manager, caller, reference, now);
      if (!contact.wrappedKey) {
        throw DomainError.conflict('What this person wrote has been erased; nothing can be added to it.');
      }
      const there = await attachmentsOf(manager, forceId, id);
      const before = await attachmentOfRequest(manager, forceId, id, requestDigests);
      if (before) {
        if (!bodyDigests.some((digest) => digest.equals(before.bodyDigest))) throw keyReused('file');
        return { attachment: there.find((one) => one.id === before.id)!, repeated: true };
      }
      if (there.length >= MOST_FILES) {
        throw DomainError.conflict(
          `This contact has ${MOST_FILES} files already, and no more can be kept with it.`,
        );
      }
      const digests = { requestDigest: requestDigests[0]!, bodyDigest: bodyDigests[0]! };
      await this.store(manager, caller, contact, { file, digests, there: there.length, requestId }, now);
      return { attachment: (await attachmentsOf(manager, forceId, id)).at(-1)!, repeated: false };
    });
  }

  private async store(
    manager: EntityManager,
    caller: Principal,
    { id: contactId, wrappedKey }: ContactRow,
    {
      file,
      digests,
      there,
      requestId,
    }: {
      file: ReadyFile;
      digests: { requestDigest: Buffer; bodyDigest: Buffer };
      there: number;
      requestId: string | undefined;
    },
    now: DateTime,
  ): Promise<void> {
    const actor = actorOf(caller);
    const sealed = await sealAttachments(
      this.vault,
      { id: contactId, wrappedKey: wrappedKey! },
      [file],
      there,
    );
    const files = sealed.map((one) => ({ ...one, ...digests }));
    const came = { contactId, receivedAt: now, actor, requestId };
    await storeAttachments(manager, this.audit, caller.forceId, came, files);
    await addToTimeline(manager, caller.forceId, {
      ...{ contactId, at: now, recordedAt: now, kind: 'file-added', actor },
      facts: { type: file.kind },
    });
  }
}
