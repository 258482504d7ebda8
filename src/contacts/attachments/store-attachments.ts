import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor, AuditLog } from '../../audit/audit-log.js';
import { newId } from '../../common/new-id.js';
import type { ContactVault } from '../personal/contact-vault.js';
import { type SealedAttachment, storeAttachment } from './attachment.query.js';
import type { ReadyFile } from './received-files.js';

/** The files of a contact under the contact's own key, each in its place behind those that are there already. */
export function sealAttachments(
  vault: ContactVault,
  { id, wrappedKey }: { id: string; wrappedKey: Buffer },
  files: readonly ReadyFile[],
  alreadyThere = 0,
): SealedAttachment[] {
  return files.map(({ kind, name, bytes }, index) => {
    const fileId = newId();
    const place = alreadyThere + index + 1;
    const sealed = vault.sealFile(id, wrappedKey, fileId, { name, bytes });
    return {
      id: fileId,
      place,
      kind,
      sizeBytes: bytes.length,
      ...sealed,
      requestDigest: null,
      bodyDigest: null,
    };
  });
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
