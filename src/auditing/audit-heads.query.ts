import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

const KEEP = `
-- Keep the end of a force's chain as the head of a day, unless the day has one; no row also if nothing is sealed yet.
insert into audit_head (force_id, id, day_on, position, hash, published_at)
select c.force_id, $2, $3, c.position, c.hash, $4
from audit_chain c where c.force_id = $1 order by c.position desc limit 1
on conflict on constraint audit_head_day_once do nothing
returning position`;

const MAIL = `
-- Tell every auditor of the force who can sign in.
insert into outbox_mail (force_id, template, recipient_kind, recipient_id, subject_id, created_at, not_before)
select p.force_id, 'audit-head', 'person', p.id, $2, $3, $3
from person p
where p.force_id = $1 and p.role = 'auditor' and p.disabled_at is null
returning id`;

/** The end of a chain, kept for a day and on its way to the auditors. */
export interface PublishedHead {
  position: number;
  mails: number;
}

/** Null if the day has its head, or if there is none yet. */
export async function publishHead(
  manager: EntityManager,
  forceId: string,
  head: { id: string; dayOn: string; at: DateTime },
): Promise<PublishedHead | null> {
  const { id, dayOn, at } = head;
  const [kept]: { position: number }[] = await manager.query(KEEP, [forceId, id, dayOn, at]);
  if (!kept) return null;
  const mails: unknown[] = await manager.query(MAIL, [forceId, id, at]);
  return { position: kept.position, mails: mails.length };
}
