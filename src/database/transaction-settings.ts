import type { EntityManager } from 'typeorm';

/**
 * Tell the database's own functions and triggers something for the rest of this transaction, as `npg.<name>`. They end
 * with it; an empty text is the same as not set.
 */
export async function setForTransaction(
  manager: EntityManager,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  await manager.query(
    `select set_config('npg.' || s.name, s.value, true) from unnest($1::text[], $2::text[]) as s (name, value)`,
    [Object.keys(settings), Object.values(settings)],
  );
}
