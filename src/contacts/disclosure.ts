import type { DateTime } from 'luxon';
import type { AuditEntry } from '../audit/audit-log.js';
import type { ClaimedMail } from '../mail/mail-composers.js';

/** What was said to the person went out of the house: a disclosure, logged with its recipient. */
export function disclosureOf(mail: ClaimedMail, at: DateTime): AuditEntry {
  return {
    forceId: mail.forceId,
    at,
    actor: { kind: 'job', id: 'sender' },
    action: 'disclose',
    subjectKind: 'contact',
    subjectId: mail.recipientId,
    detail: { mail: mail.id, template: mail.template, to: 'enquirer' },
  };
}
