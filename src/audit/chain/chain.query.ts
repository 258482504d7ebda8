import type { EntityManager } from 'typeorm';
import type { Link, LinkPlace, Unsealed } from '../domain/chain-check.js';
import type { LinkedEntry } from '../domain/canonical-entry.js';

/** As PostgreSQL writes an instant in JSON; every session of ours is in UTC. */
const instant = (column: string): string => `to_json(${column}) #>> '{}'`;

const LINKS = `
-- Which links come next in a force's chain, each with its entry as it stands and all that it can be found by?
select c.format, c.position, c.entry_id::text as "entryId", ${instant('c.sealed_at')} as "sealedAt",
       c.below_transaction::text as "belowTransaction", c.next_transaction::text as "nextTransaction",
       encode(c.hash, 'hex') as hash, e.id is null as "isGone", e.force_id as "forceId",
       ${instant('e.at')} as at, e.actor_kind as "actorKind", e.actor_id as "actorId",
       e.actor_role as "actorRole", e.action, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
       e.request_id as "requestId", e.detail::text as detail, e.transaction_id::text as "transactionId",
       (e.id is null or not exists (select audit_mentions(e) except select m.mentioned from audit_mention m where m.entry_id = c.entry_id))
         as "isFound"
from audit_chain c left join audit_entry e on e.id = c.entry_id
where c.force_id = $1 and c.position > $2
order by c.position limit $3`;

const UNSEALED = `
-- Which entries of a force have no link? In the order in which they are sealed.
select e.id::text as "entryId", ${instant('e.at')} as at, e.transaction_id::text as "transactionId"
from audit_entry e left join audit_chain c on c.entry_id = e.id
where e.force_id = $1 and c.entry_id is null
order by e.transaction_id, e.id`;

const PROGRESS = `
-- How far does the sealer say that it has come with a force, and was that on this very server?
select s.position, s.from_transaction::text as "fromTransaction",
       s.catching_up or s.system_id <> (select p.system_identifier::text from pg_control_system() p) as "hasMoved"
from audit_sealing s where s.force_id = $1`;

const HASH_AT = `
-- What is the hash at one position of a force's chain, and of which entry?
select encode(hash, 'hex') as hash, entry_id::text as "entryId" from audit_chain where force_id = $1 and position = $2`;

export interface Progress {
  position: number;
  fromTransaction: string;
  hasMoved: boolean;
}

type LinkRow = Omit<Link, 'entry'> & NonNullable<Link['entry']> & { isGone: boolean; isFound: boolean };

/** A link, and whether the log's pages can find its entry. */
export type ReadLink = Link & { isFound: boolean };

export async function linksAfter(
  manager: EntityManager,
  forceId: string,
  position: number,
  limit: number,
): Promise<ReadLink[]> {
  const rows: LinkRow[] = await manager.query(LINKS, [forceId, position, limit]);
  return rows.map((row) => ({ ...row, entry: row.isGone ? null : entryOf(row) }));
}

export function unsealedEntries(manager: EntityManager, forceId: string): Promise<Unsealed[]> {
  return manager.query(UNSEALED, [forceId]);
}

/** Null as long as no run has come to the force. */
export async function sealingProgress(manager: EntityManager, forceId: string): Promise<Progress | null> {
  const [progress]: Progress[] = await manager.query(PROGRESS, [forceId]);
  return progress ?? null;
}

export async function hashAt(
  manager: EntityManager,
  forceId: string,
  position: number,
): Promise<{ hash: string; entryId: string } | null> {
  const [link]: { hash: string; entryId: string }[] = await manager.query(HASH_AT, [forceId, position]);
  return link ?? null;
}

function entryOf(row: LinkRow): Omit<LinkedEntry, keyof LinkPlace> {
  const { forceId, entryId, at, actorKind, actorId, actorRole, action } = row;
  const { subjectKind, subjectId, requestId, detail, transactionId } = row;
  const who = { actorKind, actorId, actorRole };
  return { forceId, entryId, at, ...who, action, subjectKind, subjectId, requestId, detail, transactionId };
}
