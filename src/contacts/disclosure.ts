import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/audit-log.js';
import type { ClaimedMail } from '../mail/mail-composers.js';
import { addToTimeline } from './clock.query.js';

/** Our own job that hands mails over and hears what became of them. */
export const SENDER = { kind: 'job', id: 'sender' } as const;

/** What was said to the person went out of the house: a disclosure, logged with its recipient. */
export function disclosureOf(mail: ClaimedMail, at: DateTime): AuditEntry {
  return {
    forceId: mail.forceId,
    at,
    actor: SENDER,
    action: 'disclose',
    subjectKind: 'contact',
    subjectId: mail.recipientId,
    detail: { mail: mail.id, template: mail.template, to: 'enquirer' },
  };
}

/** What became of a mail to the person, on the timeline of the contact. */
export async function noteOfMail(
  manager: EntityManager,
  { forceId, recipientId: contactId }: ClaimedMail,
  at: DateTime,
  kind: string,
): Promise<void> {
  await addToTimeline(manager, forceId, { contactId, at, recordedAt: at, kind, actor: SENDER });
}
