import type { MasterKey } from '../common/sealing.js';
import type { ForceDatabase } from '../database/force-database.js';

/**
 * Which key sealed the first and the last contact of a force? Two steps into the primary key, however many there are:
 * ids rise with time.
 */
const SEALED_BY = `
(select master_key_id as "keyId" from contact_personal where force_id = $1 order by contact_id limit 1)
union (select master_key_id from contact_personal where force_id = $1 order by contact_id desc limit 1)`;

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
  for (const { id } of forces) {
    const sealedBy = await database.inForce(id, (manager) =>
      manager.query<{ keyId: string }[]>(SEALED_BY, [id]),
    );
    const other = sealedBy.find(({ keyId }) => keyId !== key.id);
    if (other) {
      throw new Error(
        `The personal data in this database were sealed with another master key (${other.keyId}) than the one given ` +
          `(${key.id}); start with the one that sealed them: set MASTER_KEY, or put back master.key in DATA_DIR.`,
      );
    }
  }
}
