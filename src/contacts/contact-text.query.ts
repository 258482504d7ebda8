import type { EntityManager } from 'typeorm';

/** Keep a text about a contact, sealed under the contact's own key. */
export async function storeText(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  { id, sealed }: { id: string; sealed: Buffer },
): Promise<void> {
  await manager.query(`insert into contact_text (force_id, id, contact_id, sealed) values ($1, $2, $3, $4)`, [
    forceId,
    id,
    contactId,
    sealed,
  ]);
}

/** What was written under this id, sealed; null once it has been erased. */
export async function textWritten(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<Buffer | null> {
  const [row] = (await manager.query(`select sealed from contact_text where force_id = $1 and id = $2`, [
    forceId,
    id,
  ])) as { sealed: Buffer }[];
  return row?.sealed ?? null;
}
