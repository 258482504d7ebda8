import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { IS_TOLD } from '../../contacts/withdraw-alerts.js';

/** A part of a statement: is an answer still owed on clock `k`? */
export const WAITS = 'k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null';

/**
 * A part of a statement: is alert `a` one that nobody was told of and nobody will be as long as it is withdrawn now?
 * What is being handed to the mail server at this moment counts as told. That a contact was handed over follows from no
 * standard.
 */
export const PENDING = `a.superseded_at is null and a.withdrawn_at is null and a.stage <> 'handed-over' and not ${IS_TOLD}`;

export interface VersionCount {
  version: string;
  waiting: number;
}

/** How many clocks wait under which version of the standard? */
export function waitingByVersion(manager: EntityManager, forceId: string): Promise<VersionCount[]> {
  return manager.query(
    `select k.standard_version as version, count(*)::int as waiting from clock k
      where k.force_id = $1 and ${WAITS} group by 1 order by 1`,
    [forceId],
  );
}

export interface WaitingClock {
  id: string;
  contactId: string;
  reference: string;
  standardVersion: string;
  startedAt: DateTime;
  dueAt: DateTime;
  targetAt: DateTime | null;
  takenUpAt: DateTime | null;
  nextAlertAt: DateTime | null;
  /** What somebody was told of; instants as ISO texts. */
  said: { stage: string; occurrence: number; step: number; plannedAt: string }[];
  /** Alerts that are raised and of which nobody was told. */
  pending: number;
}

/**
 * Which clocks wait under another version than this, the least time left first, with what was said of each? All of the
 * force's, or of these ids.
 */
export function waitingUnderOthers(
  manager: EntityManager,
  forceId: string,
  version: string,
  ids: readonly string[] | null = null,
): Promise<WaitingClock[]> {
  return manager.query(
    `select k.id, k.contact_id as "contactId", c.reference, k.standard_version as "standardVersion", k.started_at as "startedAt",
            k.due_at as "dueAt", k.target_at as "targetAt", k.taken_up_at as "takenUpAt", k.next_alert_at as "nextAlertAt", s.said, s.pending
       from clock k
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       cross join lateral (
         select coalesce(jsonb_agg(jsonb_build_object('stage', a.stage, 'occurrence', a.occurrence, 'step', a.step, 'plannedAt', a.planned_at))
                  filter (where not a.pending and a.superseded_at is null and a.withdrawn_at is null), '[]') as said,
                (count(*) filter (where a.pending))::int as pending
           from (select a.*, ${PENDING} as pending from alert a where a.force_id = k.force_id and a.clock_id = k.id and a.occurrence > 0) a) s
      where k.force_id = $1 and k.standard_version <> $2 and ${WAITS} and ($3::uuid[] is null or k.id = any($3))
      order by k.due_at, k.id`,
    [forceId, version, ids],
  );
}

/**
 * Which of these clocks still wait under another version? Locked until the transaction ends, in the order in which
 * everybody locks the clocks of several contacts.
 */
export async function lockWaiting(
  manager: EntityManager,
  forceId: string,
  version: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = (await manager.query(
    `select k.id from clock k where k.force_id = $1 and k.id = any($2) and k.standard_version <> $3 and ${WAITS}
      order by k.contact_id, k.started_at for update`,
    [forceId, ids, version],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}
