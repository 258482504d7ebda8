import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { NewClock } from '../new-clock.js';
import type { SearchDigests } from '../personal/contact-vault.js';

/** A query of this contact begins: its clock, with whoever holds the contact. */
export async function startClock(
  manager: EntityManager,
  forceId: string,
  { contactId, neighbourhoodId }: { contactId: string; neighbourhoodId: string },
  clock: NewClock,
  startedAt: DateTime,
): Promise<void> {
  await manager.query(
    `insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version, target_at, next_alert_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      forceId,
      clock.id,
      contactId,
      neighbourhoodId,
      startedAt,
      clock.dueAt,
      clock.standardVersion,
      clock.targetAt,
      clock.nextAlertAt,
    ],
  );
}

/**
 * Who asked can be reached from now on. Digests of another master key than the one that wraps the contact by now, as while
 * servers change over to a new one, are those that nobody looks for soon: the contact is to be made searchable anew.
 */
export async function makeReachable(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  sealed: Buffer,
  search: SearchDigests,
): Promise<void> {
  await manager.query(`update contact set reachable = true where force_id = $1 and id = $2`, [
    forceId,
    contactId,
  ]);
  await manager.query(
    `update contact_personal
        set sealed = $3, email_digest = $4, telephone_digest = $5, searchable = searchable and master_key_id = $6
      where force_id = $1 and contact_id = $2`,
    [forceId, contactId, sealed, search.email, search.telephone, search.masterKeyId],
  );
}
