import type { EntityManager } from 'typeorm';
import type { ContactReader } from '../../contacts/contact-reader.js';
import type { SourceRow } from './row.js';

const SEALED = `
-- Why were these starts corrected? Sealed under the keys of their contacts.
select s.id, s.contact_id as "contactId", p.wrapped_key as "wrappedKey", t.sealed
from start_correction s
join contact_text t on t.force_id = s.force_id and t.id = s.id
join contact_personal p on p.force_id = s.force_id and p.contact_id = s.contact_id
where s.force_id = $1 and s.id = any($2::uuid[])`;

interface Sealed {
  id: string;
  contactId: string;
  wrappedKey: Buffer | null;
  sealed: Buffer | null;
}

/**
 * Rows of corrected starts with the reason of each, for whoever opens the contact that it is about; nobody else gets it,
 * and of what was erased nobody. Rows of other measures are left as they are.
 */
export async function withReasons(
  manager: EntityManager,
  contacts: ContactReader,
  forceId: string,
  rows: readonly SourceRow[],
): Promise<SourceRow[]> {
  const ids = rows.flatMap(({ contactId, values }) =>
    contactId !== null && typeof values['correctionId'] === 'string' ? [values['correctionId']] : [],
  );
  if (ids.length === 0) return [...rows];
  const found: Sealed[] = await manager.query(SEALED, [forceId, ids]);
  const reasons = new Map(
    found.map(({ id, contactId, wrappedKey, sealed }) => [
      id,
      contacts.textOf<{ reason: string }>({ id: contactId, wrappedKey }, id, sealed)?.reason ?? null,
    ]),
  );
  return rows.map((row) => {
    const { correctionId } = row.values;
    const isOpen = row.contactId !== null && typeof correctionId === 'string';
    const reason = (isOpen && reasons.get(correctionId)) || null;
    return { ...row, values: { ...row.values, reason } };
  });
}
