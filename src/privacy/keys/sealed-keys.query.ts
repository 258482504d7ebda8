import type { EntityManager } from 'typeorm';

export interface SealedRow {
  contactId: string;
  masterKeyId: string;
  wrappedKey: Buffer;
  sealed: Buffer;
}

/**
 * Which contacts cannot be searched yet, or are still wrapped by a key that goes? Some of them, each kept from others
 * until the transaction ends. Both are steps into an index, and a row leaves it when it is done.
 */
export async function rowsToRenew(
  manager: EntityManager,
  forceId: string,
  { goingKeyId, except, limit }: { goingKeyId: string | null; except: readonly string[]; limit: number },
): Promise<SealedRow[]> {
  const rows = `select contact_id as "contactId", master_key_id as "masterKeyId", wrapped_key as "wrappedKey", sealed
       from contact_personal where force_id = $1 and contact_id <> all($2::uuid[])`;
  const unsearchable = await manager.query<SealedRow[]>(
    `${rows} and not searchable limit $3 for update skip locked`,
    [forceId, except, limit],
  );
  if (unsearchable.length > 0 || goingKeyId === null) return unsearchable;
  return manager.query<SealedRow[]>(`${rows} and master_key_id = $4 limit $3 for update skip locked`, [
    forceId,
    except,
    limit,
    goingKeyId,
  ]);
}

export interface RenewedRow {
  contactId: string;
  masterKeyId: string;
  wrappedKey: Buffer;
  email: Buffer | null;
  telephone: Buffer | null;
}

/** Wrapped by the key of today, and found by its digests; what was sealed stays as it was. */
export async function storeRenewed(
  manager: EntityManager,
  forceId: string,
  rows: readonly RenewedRow[],
): Promise<void> {
  await manager.query(
    `update contact_personal p
        set master_key_id = r.master_key_id, wrapped_key = r.wrapped_key, email_digest = r.email, telephone_digest = r.telephone,
            searchable = true
       from unnest($2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[])
         as r (contact_id, master_key_id, wrapped_key, email, telephone)
      where p.force_id = $1 and p.contact_id = r.contact_id`,
    [
      forceId,
      rows.map(({ contactId }) => contactId),
      rows.map(({ masterKeyId }) => masterKeyId),
      rows.map(({ wrappedKey }) => wrappedKey),
      rows.map(({ email }) => email),
      rows.map(({ telephone }) => telephone),
    ],
  );
}

/** How many contacts of a force are left to do? */
export async function countToRenew(
  manager: EntityManager,
  forceId: string,
  goingKeyId: string | null,
): Promise<number> {
  const [found] = await manager.query<{ total: number }[]>(
    `select (select count(*) from contact_personal where force_id = $1 and not searchable)
          + (select count(*) from contact_personal where force_id = $1 and searchable and master_key_id = $2) as total`,
    [forceId, goingKeyId],
  );
  return found!.total;
}
