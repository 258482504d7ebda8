import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor, AuditLog } from '../../audit/audit-log.js';
import { newId } from '../../common/new-id.js';
import type { ContactVault } from '../personal/contact-vault.js';
import { type SealedAttachment, storeAttachment } from './attachment.query.js';
import type { ReadyFile } from './received-files.js';

/** The files of a contact under the contact's own key, each in its place behind those that are there already. */
export async function sealAttachments(
  vault: ContactVault,
  { id, wrappedKey }: { id: string; wrappedKey: Buffer },
  files: readonly ReadyFile[],
  alreadyThere = 0,
): Promise<SealedAttachment[]> {
  const sealed: SealedAttachment[] = [];
  for (const { kind, name, bytes } of files) {
    const fileId = newId();
    const place = alreadyThere + sealed.length + 1;
    const inside = vault.sealFile(id, wrappedKey, fileId, { name, bytes });
    sealed.push({
      ...{ id: fileId, place, kind, sizeBytes: bytes.length, requestDigest: null, bodyDigest: null },
      ...inside,
    });
    // Ten megabytes take some milliseconds; others have their turn between two of them.
    await nextTurn();
  }
  return sealed;
}

/** Keep them with the contact, and write in the log that they were collected, by their ids. */
export async function storeAttachments(
  manager: EntityManager,
  audit: AuditLog,
  forceId: string,
  contact: { contactId: string; receivedAt: DateTime; actor: Actor; requestId: string | undefined },
  files: readonly SealedAttachment[],
): Promise<void> {
  const { contactId, receivedAt, actor, requestId } = contact;
  for (const file of files) await storeAttachment(manager, forceId, contactId, file, receivedAt);
  await audit.record(manager, {
    ...{ forceId, at: receivedAt, actor, requestId, action: 'collect' },
    ...{ subjectKind: 'contact', subjectId: contactId },
    detail: { attachments: files.map(({ id }) => id) },
  });
}
