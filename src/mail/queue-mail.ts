import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface NewMail {
  forceId: string;
  id: string;
  template: string;
  recipientKind: string;
  recipientId: string;
  subjectId: string | null;
}

/** Put a mail on its way out, in the transaction of what it tells about. */
export async function queueMail(manager: EntityManager, mail: NewMail, now: DateTime): Promise<void> {
  await manager.query(
    `insert into outbox_mail (force_id, id, template, recipient_kind, recipient_id, subject_id, created_at, not_before)
     values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [mail.forceId, mail.id, mail.template, mail.recipientKind, mail.recipientId, mail.subjectId, now],
  );
}
