import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface OpenHold {
  id: string;
  contactId: string;
  reference: string;
  setAt: DateTime;
  setByName: string;
  /** Why it was set, sealed with the contact's key. */
  sealed: Buffer | null;
  wrappedKey: Buffer | null;
  /** Of all pages. */
  total: number;
}

/** Which contacts are on legal hold, the longest first? One page of them. */
export async function openHolds(
  manager: EntityManager,
  forceId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<OpenHold[]> {
  return manager.query(
    `select h.id, h.contact_id as "contactId", c.reference, h.set_at as "setAt", p.name as "setByName", t.sealed,
            o.wrapped_key as "wrappedKey", count(*) over ()::int as total
       from legal_hold h
       join contact c on c.force_id = h.force_id and c.id = h.contact_id
       join person p on p.force_id = h.force_id and p.id = h.set_by
       left join contact_text t on t.force_id = h.force_id and t.id = h.id
       left join contact_personal o on o.force_id = h.force_id and o.contact_id = h.contact_id
      where h.force_id = $1 and h.lifted_at is null order by h.set_at, h.id limit $2 offset $3`,
    [forceId, limit, offset],
  );
}

/** Set a hold. @returns false if the contact has one already */
export async function setHold(
  manager: EntityManager,
  forceId: string,
  hold: { id: string; contactId: string; at: DateTime; by: string },
): Promise<boolean> {
  const rows = await manager.query<object[]>(
    `insert into legal_hold (force_id, id, contact_id, set_at, set_by) values ($1, $2, $3, $4, $5)
     on conflict (force_id, contact_id) where lifted_at is null do nothing returning id`,
    [forceId, hold.id, hold.contactId, hold.at, hold.by],
  );
  return rows.length > 0;
}

/** Lift the hold of a contact. @returns false if it has none */
export async function liftHold(
  manager: EntityManager,
  forceId: string,
  hold: { contactId: string; at: DateTime; by: string; textId: string },
): Promise<boolean> {
  const [rows] = (await manager.query(
    `update legal_hold set lifted_at = greatest($3, set_at), lifted_by = $4, lifted_text_id = $5
      where force_id = $1 and contact_id = $2 and lifted_at is null returning id`,
    [forceId, hold.contactId, hold.at, hold.by, hold.textId],
  )) as [object[], number];
  return rows.length > 0;
}
