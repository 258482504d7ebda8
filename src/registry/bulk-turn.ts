import type { EntityManager } from 'typeorm';

/**
 * Bulks of one kind of one force wait for each other until their transactions end, so that the same one sent twice at
 * once finds the second time what the first one stored, and changes nothing.
 */
export async function takeTurn(
  manager: EntityManager,
  forceId: string,
  kind: 'absences' | 'assignments' | 'officers',
): Promise<void> {
  await manager.query(
    `select pg_advisory_xact_lock(hashtextextended('registry-bulk ' || $1 || ' ' || $2, 0))`,
    [kind, forceId],
  );
}
