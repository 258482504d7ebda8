import type { MasterKey } from '../common/sealing.js';
import type { ForceDatabase } from '../database/force-database.js';

/**
 * Which keys sealed the contacts of a force? Two steps into an index, however many there are: if any is another one than
 * these two, they were not the first and the last by name.
 */
const SEALED_BY = `
select min(master_key_id) as first, max(master_key_id) as last from contact_personal where force_id = $1`;

/**
 * A start with another master key would take contacts in under it and could open none of the old ones, and nobody
 * would notice before somebody opened one.
 * @throws Error with one sentence that says what to do
 */
export async function assertSameMasterKey(database: ForceDatabase, key: MasterKey): Promise<void> {
  const forces = await database.statement<{ id: string }>(
    'forces-sealed',
    'select id from force order by id',
  );
  const known = [key.id, key.previous?.id];
  for (const { id } of forces) {
    const [sealedBy] = await database.inForce(id, (manager) =>
      manager.query<{ first: string | null; last: string | null }[]>(SEALED_BY, [id]),
    );
    const other = [sealedBy?.first, sealedBy?.last].find((name) => name && !known.includes(name));
    if (other) {
      throw new Error(
        `The personal data in this database were sealed with another master key (${other}) than the one given ` +
          `(${key.id}); start with the one that sealed them: set MASTER_KEY (or, while the key is being changed, ` +
          `MASTER_KEY_PREVIOUS), or put back master.key in DATA_DIR.`,
      );
    }
  }
}
