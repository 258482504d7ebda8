import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import { lockWaitingMails, MAIL_WAITS } from '../../contacts/withdraw-alerts.js';
import { PENDING } from './waiting-clocks.query.js';

/** A clock as it is under the other version. `dueAt` is no part of it: it never moves. */
export interface ClockToStore {
  id: string;
  contactId: string;
  targetAt: DateTime | null;
  nextAlertAt: DateTime | null;
  renumbered: { stage: string; by: number }[];
  /** Codes and instants for the timeline. */
  facts: Record<string, string>;
}

/** These clocks run under this version from now on. They are locked. */
export async function storeVersion(
  manager: EntityManager,
  forceId: string,
  version: string,
  clocks: readonly ClockToStore[],
): Promise<void> {
  await manager.query(
    `update clock k set standard_version = $2, target_at = n.target_at, next_alert_at = n.next_alert_at
       from unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) as n (id, target_at, next_alert_at)
      where k.force_id = $1 and k.id = n.id`,
    [
      forceId,
      version,
      clocks.map(({ id }) => id),
      clocks.map(({ targetAt }) => targetAt),
      clocks.map(({ nextAlertAt }) => nextAlertAt),
    ],
  );
}

/**
 * "A withdrawn standard withdraws its queued alerts": what was raised under it and nobody was told of. Who was chosen to
 * hear it is forgotten, because the mail may go all the same, for what else it tells; nobody takes it meanwhile. Of what
 * some were told, the mails of the others are withdrawn as well; where the version has the stage too, the next sweep works
 * out anew who else hears it.
 * @param stages of the version
 */
export async function withdrawPending(
  manager: EntityManager,
  forceId: string,
  clockIds: readonly string[],
  stages: readonly string[],
  now: DateTime,
): Promise<void> {
  await lockWaitingMails(manager, forceId, clockIds);
  const [withdrawn] = (await manager.query(
    `update alert a set withdrawn_at = $3, withdrawn_reason = 'standard-changed'
      where a.force_id = $1 and a.clock_id = any($2) and ${PENDING} returning a.id`,
    [forceId, clockIds, now],
  )) as [{ id: string }[], number];
  await manager.query(
    `delete from delivery d where d.force_id = $1 and d.alert_id = any($2)
        and not exists (select from outbox_mail m where m.force_id = d.force_id and m.id = d.mail_id and m.dead_at is not null)`,
    [forceId, withdrawn.map(({ id }) => id)],
  );
  await manager.query(
    `with unsaid as (
       update delivery d set mail_id = null, skipped = case when m.attempts > 0 then 'unconfirmed' else 'standard-changed' end from alert a, outbox_mail m
        where a.force_id = $1 and a.clock_id = any($2) and a.stage <> 'handed-over' and a.withdrawn_at is null
          and d.force_id = a.force_id and d.alert_id = a.id and m.force_id = d.force_id and m.id = d.mail_id and ${MAIL_WAITS}
       returning a.id, a.stage)
     update alert a set dispatched_at = null where a.force_id = $1 and a.id in (select id from unsaid where stage = any($3))`,
    [forceId, clockIds, stages],
  );
}

/** Far away from any number that counts how often something was said. */
const ASIDE = 1_000_000;

/**
 * Number down what was said of stages that repeat less often now, so that the next time bears a number of its own. In
 * two steps, because a number must at no moment be borne twice.
 */
export async function renumber(
  manager: EntityManager,
  forceId: string,
  clocks: readonly ClockToStore[],
): Promise<void> {
  const each = clocks.flatMap(({ id, renumbered }) => renumbered.map((one) => ({ id, ...one })));
  if (each.length === 0) return;
  await manager.query(
    `with used as (
       select a.clock_id, a.stage, max(a.occurrence) as last, n.by
         from unnest($2::uuid[], $3::text[], $4::int[]) as n (clock_id, stage, by)
         join alert a on a.force_id = $1 and a.clock_id = n.clock_id and a.stage = n.stage
        where a.withdrawn_reason is distinct from 'standard-changed' group by a.clock_id, a.stage, n.by)
     update alert a set occurrence = a.occurrence - u.by - ${ASIDE} from used u
      where a.force_id = $1 and a.clock_id = u.clock_id and a.stage = u.stage and a.occurrence <= u.last`,
    [forceId, each.map(({ id }) => id), each.map(({ stage }) => stage), each.map(({ by }) => by)],
  );
  await manager.query(
    `update alert set occurrence = occurrence + ${ASIDE} where force_id = $1 and clock_id = any($2) and occurrence < ${-ASIDE / 2}`,
    [forceId, each.map(({ id }) => id)],
  );
}

/** "Every recomputed target_at on its timeline": what changed for each contact, one entry each. */
export async function writeTimelines(
  manager: EntityManager,
  forceId: string,
  clocks: readonly ClockToStore[],
  actor: Actor,
  now: DateTime,
): Promise<void> {
  await manager.query(
    `insert into timeline_entry (force_id, contact_id, at, recorded_at, kind, actor_kind, actor_id, facts)
     select $1, n.contact_id, $4, $4, 'standard-changed', $5, $6,
            -- Of a contact with several questions: which one.
            n.facts || case when exists (select from clock k where k.force_id = $1 and k.contact_id = n.contact_id and k.id <> n.clock_id)
              then jsonb_build_object('clock', n.clock_id) else '{}' end
       from unnest($2::uuid[], $3::jsonb[], $7::uuid[]) as n (contact_id, facts, clock_id)`,
    [
      forceId,
      clocks.map(({ contactId }) => contactId),
      clocks.map(({ facts }) => JSON.stringify(facts)),
      now,
      actor.kind,
      actor.id,
      clocks.map(({ id }) => id),
    ],
  );
}
