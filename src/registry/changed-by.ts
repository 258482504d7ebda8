import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';

/** Who changes the registry, and by which request or import. */
export interface ChangedBy {
  actor: Actor;
  requestId?: string | undefined;
  importId?: string | undefined;
}

/**
 * Say for the rest of this transaction who changes the registry and when: the database keeps it with both versions of
 * every row that is changed, and lets dated values (rank, withheld name, routes) change from the day `at` lies in.
 */
export async function nameChange(
  manager: EntityManager,
  { actor, requestId, importId }: ChangedBy,
  at: DateTime,
): Promise<void> {
  await manager.query(
    `select set_config('npg.' || s.name, s.value, true) from unnest($1::text[], $2::text[]) as s (name, value)`,
    [
      ['actor_kind', 'actor_id', 'request_id', 'import_id', 'changed_at', 'today'],
      [actor.kind, actor.id, requestId ?? '', importId ?? '', at.toISO(), localDayOf(at)],
    ],
  );
}
