import { formatInstant } from '../../common/calendar.js';
import type { AttachmentView } from './attachment.dto.js';
import type { AttachmentRow } from './attachment.query.js';
import { KIND_NAMES, sizeText } from './attachment-wording.js';
import { MEDIA_TYPES } from './domain/file-kind.js';

/** A file of a contact as whoever may read the contact sees it. */
export interface KnownAttachment extends Omit<AttachmentRow, 'sealedName'> {
  /** As the sender calls it. */
  name: string;
}

/** As the API tells it. */
export function attachmentView({
  id,
  kind,
  sizeBytes,
  receivedAt,
}: Omit<AttachmentRow, 'sealedName'>): AttachmentView {
  return { id, type: MEDIA_TYPES[kind], size: sizeBytes, receivedAt: receivedAt.toUTC().toISO()! };
}

/** As the contact's page lists it: a link that saves it, and what it is. */
export function attachmentItems(reference: string, attachments: readonly KnownAttachment[]): object[] {
  return attachments.map(({ id, place, kind, sizeBytes, receivedAt, name }) => ({
    href: `/contacts/${reference}/attachments/${id}`,
    text: `Save file ${place}: ${KIND_NAMES[kind]}, ${sizeText(sizeBytes)}`,
    received: formatInstant(receivedAt),
    name,
  }));
}
