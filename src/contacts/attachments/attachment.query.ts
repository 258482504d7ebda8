import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { FileKind } from './domain/file-kind.js';

export interface SealedAttachment {
  id: string;
  place: number;
  kind: FileKind;
  sizeBytes: number;
  sealedName: Buffer;
  sealed: Buffer;
  /** By which a request that comes again is recognised; only where files come one by one. */
  requestDigest: Buffer | null;
  bodyDigest: Buffer | null;
}

/** Keep a file with a contact: what it is and when it came, and apart from that what is in it, sealed. */
export async function storeAttachment(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  file: SealedAttachment,
  receivedAt: DateTime,
): Promise<void> {
  await manager.query(
    `insert into contact_attachment (force_id, id, contact_id, place, kind, size_bytes, received_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [forceId, file.id, contactId, file.place, file.kind, file.sizeBytes, receivedAt],
  );
  await manager.query(
    `insert into contact_attachment_content (force_id, attachment_id, contact_id, sealed_name, sealed, request_digest, body_digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [forceId, file.id, contactId, file.sealedName, file.sealed, file.requestDigest, file.bodyDigest],
  );
}

export interface AttachmentRow {
  id: string;
  place: number;
  kind: FileKind;
  sizeBytes: number;
  receivedAt: DateTime;
  sealedName: Buffer;
}

const ATTACHMENT = `select a.id, a.place, a.kind, a.size_bytes as "sizeBytes", a.received_at as "receivedAt", t.sealed_name as "sealedName"
       from contact_attachment a
       join contact_attachment_content t on t.force_id = a.force_id and t.attachment_id = a.id`;

/** Which files are kept with this contact, first to last? None once it has been erased. */
export async function attachmentsOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<AttachmentRow[]> {
  return manager.query(`${ATTACHMENT} where a.force_id = $1 and a.contact_id = $2 order by a.place`, [
    forceId,
    contactId,
  ]);
}

/** What is in this file of the contact? Null if the contact has no such file, or it has been erased. */
export async function attachmentNamed(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  id: string,
): Promise<(AttachmentRow & { sealed: Buffer }) | null> {
  const [row] = await manager.query<(AttachmentRow & { sealed: Buffer })[]>(
    `${ATTACHMENT.replace('select ', 'select t.sealed, ')} where a.force_id = $1 and a.contact_id = $2 and a.id = $3`,
    [forceId, contactId, id],
  );
  return row ?? null;
}

/** Which file did one of these requests bring, and by which digest is its body known? */
export async function attachmentOfRequest(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  requestDigests: readonly Buffer[],
): Promise<{ id: string; bodyDigest: Buffer } | null> {
  const [row] = await manager.query<{ id: string; bodyDigest: Buffer }[]>(
    `select attachment_id as id, body_digest as "bodyDigest" from contact_attachment_content
      where force_id = $1 and contact_id = $2 and request_digest = any($3::bytea[])`,
    [forceId, contactId, requestDigests],
  );
  return row ?? null;
}
