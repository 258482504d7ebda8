import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { setForTransaction } from '../database/transaction-settings.js';

/** Who changes the registry, and by which request or import. */
export interface ChangedBy {
  actor: Actor;
  requestId?: string | undefined;
  importId?: string | undefined;
}

/** One change of a force's registry: who, and at which one instant. */
export interface Changing {
  forceId: string;
  at: DateTime;
  by: ChangedBy;
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
  await setForTransaction(manager, {
    actor_kind: actor.kind,
    actor_id: actor.id,
    request_id: requestId ?? '',
    import_id: importId ?? '',
    changed_at: at.toISO()!,
    today: localDayOf(at),
  });
}
