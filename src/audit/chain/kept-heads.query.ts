import type { EntityManager } from 'typeorm';
import { type ChainHead, headsIn } from './chain-head.js';

const KEPT = `
-- Which heads of a force's chain does the database keep: of each day, and in the reports that were issued?
select h.force_id || ' ' || h.position || ' ' || encode(h.hash, 'hex') as head
from audit_head h where h.force_id = $1
union
-- In a document in canonical form; a quotation mark in a text stands behind a backslash there.
select substring(convert_from(r.document, 'UTF8') from '"auditHead":"([^"]*)"')
from issued_report r where r.force_id = $1`;

/** Every head that was published and is still known here, each once. */
export async function keptHeads(manager: EntityManager, forceId: string): Promise<ChainHead[]> {
  const rows: { head: string | null }[] = await manager.query(KEPT, [forceId]);
  return headsIn(rows.map(({ head }) => head ?? '').join('\n')).filter((head) => head.forceId === forceId);
}
