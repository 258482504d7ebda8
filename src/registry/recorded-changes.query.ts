import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** A row as it stood, by its columns. */
export type StoodRow = Record<string, unknown>;

export interface RecordedChange {
  at: DateTime;
  actorKind: string;
  /** Of a person who may sign in; null for machines and jobs. */
  personName: string | null;
  /** Of the key that a machine client came with, valid or not today; null for people and jobs. */
  keyName: string | null;
  imported: boolean;
  kind: string;
  before: StoodRow | null;
  after: StoodRow | null;
}

/** One page of changes, and how many there are in all. */
export interface RecordedChanges<Row = RecordedChange> {
  rows: Row[];
  total: number;
}

export interface HistorySlice {
  limit: number;
  offset: number;
}

/** Where a row of the registry stands in either version: `h` is the change. */
export const ofEither = (column: string): string => `coalesce(h.after, h.before) ->> '${column}'`;

/**
 * What was changed of these rows, by whom and when, the latest first?
 * @param which of the changes `h` of force `$1`; its own values come from `$4` on
 * @param named further columns and what is joined for them
 */
export async function recordedChanges<Row extends RecordedChange = RecordedChange>(
  manager: EntityManager,
  forceId: string,
  { limit, offset }: HistorySlice,
  which: { where: string; values?: unknown[]; columns?: string; joins?: string },
): Promise<RecordedChanges<Row>> {
  const { where, values = [], columns = '', joins = '' } = which;
  const found = await manager.query<(Row & { total: number })[]>(
    `select h.at, h.actor_kind as "actorKind", p.name as "personName", k.name as "keyName", h.import_id is not null as imported, h.kind,
            h.before, h.after, count(*) over () as total ${columns}
     from registry_history h
     left join person p on p.force_id = h.force_id and h.actor_kind = 'person' and p.id::text = h.actor_id
     left join api_key k on k.force_id = h.force_id and h.actor_kind = 'api-key' and k.id::text = h.actor_id ${joins}
     where h.force_id = $1 and (${where}) order by h.id desc limit $2 offset $3`,
    [forceId, limit, offset, ...values],
  );
  return { rows: found.map(({ total: _, ...row }) => row as unknown as Row), total: found[0]?.total ?? 0 };
}
