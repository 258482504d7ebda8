import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** A row as it stood, by its columns. */
export type StoodRow = Record<string, unknown>;

export interface RecordedChange {
  at: DateTime;
  actorKind: string;
  /** Of a person who may sign in; null for machines and jobs. */
  personName: string | null;
  imported: boolean;
  kind: string;
  neighbourhood: string | null;
  before: StoodRow | null;
  after: StoodRow | null;
}

export const HISTORY_KINDS = [
  'officer',
  'officer_rank',
  'officer_name_withheld',
  'absence',
  'assignment',
  'contact_route',
] as const;

/** What was changed of an officer and of all that is his, by whom and when, the latest first? */
const OFFICER_HISTORY = `
select h.at, h.actor_kind as "actorKind", p.name as "personName", h.import_id is not null as imported, h.kind,
       n.name as neighbourhood, h.before, h.after, count(*) over () as total
from registry_history h
left join person p on p.force_id = h.force_id and h.actor_kind = 'person' and p.id::text = h.actor_id
left join neighbourhood n on n.force_id = h.force_id and n.id::text = coalesce(h.after, h.before) ->> 'neighbourhood_id'
where h.force_id = $1 and h.kind = any($3)
  and ((h.kind = 'officer' and h.row_id = $2) or coalesce(h.after, h.before) ->> 'officer_id' = $2::text)
order by h.id desc
limit $4 offset $5`;

export async function officerHistory(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: RecordedChange[]; total: number }> {
  const values = [forceId, officerId, HISTORY_KINDS, limit, offset];
  const found = await manager.query<(RecordedChange & { total: number })[]>(OFFICER_HISTORY, values);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}
