import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditAction, AuditEntry } from '../audit/audit-log.js';
import type { NamedPerson } from '../registry/officer-wording.js';

/** An entry of the log as it stands. */
export interface FoundEntry {
  id: string;
  at: DateTime;
  actorKind: AuditEntry['actor']['kind'];
  actorId: string;
  actorRole: string | null;
  action: AuditAction;
  subjectKind: AuditEntry['subjectKind'];
  subjectId: string;
  requestId: string | null;
  detail: Record<string, unknown> | null;
}

/** What is looked for; `mentions` are what an entry must speak of, the rarest first. */
export interface AuditSearch {
  mentions: readonly string[];
  /** The id of the request in which an entry was written. */
  request: string | null;
  from: DateTime | null;
  until: DateTime | null;
  /** Entries before this one only. */
  before: string | null;
}

const COLUMNS = `e.id::text as id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.actor_role as "actorRole", e.action,
       e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId", e.detail`;
const IN_DAYS = `($2::timestamptz is null or e.at >= $2) and ($3::timestamptz is null or e.at < $3)
  and ($6::text is null or e.request_id = $6)`;

const MENTIONING = `
-- Which sealed entries speak of all of these, within these days, the latest first?
select ${COLUMNS}
from audit_mention m join audit_entry e on e.id = m.entry_id and e.force_id = m.force_id
where m.force_id = $1 and m.mentioned = ($7::text[])[1] and ($4::bigint is null or m.entry_id < $4) and ${IN_DAYS}
  and not exists (select from unnest(($7::text[])[2:]) as other (mentioned)
                   where not exists (select from audit_mention o
                                      where o.force_id = $1 and o.mentioned = other.mentioned and o.entry_id = m.entry_id))
order by m.entry_id desc limit $5`;

const OF_DAYS = `
-- Which entries are of these days, the latest first?
select ${COLUMNS}
from audit_entry e
where e.force_id = $1 and e.at >= $2 and e.at < $3 and ($4::bigint is null or e.id < $4)
  and ($6::text is null or e.request_id = $6)
order by e.id desc limit $5`;

const LATEST = `
-- Which entries were sealed last?
select ${COLUMNS}
from audit_chain c join audit_entry e on e.id = c.entry_id and e.force_id = c.force_id
where c.force_id = $1
  and ($4::bigint is null or c.position < (select b.position from audit_chain b where b.force_id = $1 and b.entry_id = $4))
  and ${IN_DAYS}
order by c.position desc limit $5`;

export async function searchAudit(
  manager: EntityManager,
  forceId: string,
  { mentions, request, from, until, before }: AuditSearch,
  limit: number,
): Promise<FoundEntry[]> {
  const asked = [forceId, from, until, before, limit, request];
  if (mentions.length > 0) return manager.query(MENTIONING, [...asked, mentions]);
  return manager.query(from && until ? OF_DAYS : LATEST, asked);
}

const CONTACT = `
-- Which contact has this reference?
select id from contact where force_id = $1 and reference = $2`;

const OFFICER = `
-- Which officer has this collar number?
select id from officer where force_id = $1 and collar_number = $2`;

export async function idOfContact(
  manager: EntityManager,
  forceId: string,
  reference: string,
): Promise<string | null> {
  const [found]: { id: string }[] = await manager.query(CONTACT, [forceId, reference]);
  return found?.id ?? null;
}

export async function idOfOfficer(
  manager: EntityManager,
  forceId: string,
  collarNumber: string,
): Promise<string | null> {
  const [found]: { id: string }[] = await manager.query(OFFICER, [forceId, collarNumber]);
  return found?.id ?? null;
}

export interface LoggedPerson extends NamedPerson {
  id: string;
  isDisabled: boolean;
}

const PEOPLE = `
-- Who may sign in, or once might? Whose name is withheld as an officer's is told by number.
select p.id, p.name, case when o.name_withheld then o.collar_number end as "withheldNumber", p.disabled_at is not null as "isDisabled"
from person p left join officer o on o.force_id = p.force_id and o.id = p.officer_id
where p.force_id = $1 order by p.name, p.id`;

const CODES = `
-- What are these ids called? References, collar numbers and codes, no names.
select id::text as id, reference as code from contact where force_id = $1 and id = any($2::uuid[])
union all select id::text, 'Officer ' || collar_number from officer where force_id = $1 and id = any($2::uuid[])
union all select id::text, code from neighbourhood where force_id = $1 and id = any($2::uuid[])
union all select id::text, 'Key ' || name from api_key where force_id = $1 and id = any($2::uuid[])`;

export function peopleOfForce(manager: EntityManager, forceId: string): Promise<LoggedPerson[]> {
  return manager.query(PEOPLE, [forceId]);
}

/** By id; of what is none of these, nothing. */
export async function codesOf(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows: { id: string; code: string }[] = await manager.query(CODES, [forceId, ids]);
  return new Map(rows.map(({ id, code }) => [id, code]));
}
