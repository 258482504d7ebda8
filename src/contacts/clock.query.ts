import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ClockFacts } from './domain/clock-state.js';
import { type GivenResponse, stopOfKept } from './domain/meaningful-response.js';
import { withdrawAlerts } from './withdraw-alerts.js';

export interface LockedClock extends Omit<ClockFacts, 'outOfScopeConfirmedAt'> {
  id: string;
  targetAt: DateTime | null;
  standardVersion: string;
  takenUpAt: DateTime | null;
  takenUpBy: string | null;
  /** When the message that started it reached us; null for the contact's own. */
  messageReceivedAt: DateTime | null;
  /** When it was first known that this message starts it. */
  countedAt: DateTime | null;
  nextAlertAt: DateTime | null;
}

/** The clocks of a contact, locked until the transaction ends: one decision about a clock at a time. */
export async function lockClocks(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<LockedClock[]> {
  return manager.query(
    `select id, started_at as "startedAt", due_at as "dueAt", target_at as "targetAt", stopped_at as "stoppedAt",
            out_of_scope_at as "outOfScopeAt", address_failed_at as "addressFailedAt", standard_version as "standardVersion",
            taken_up_at as "takenUpAt", taken_up_by as "takenUpBy", next_alert_at as "nextAlertAt",
            q.received_at as "messageReceivedAt", q.counted_at as "countedAt"
       from clock k
       left join lateral (select received_at, counted_at from contact_message where force_id = k.force_id and clock_id = k.id) q on true
      where k.force_id = $1 and k.contact_id = $2 order by k.started_at for update of k`,
    [forceId, contactId],
  ) as Promise<LockedClock[]>;
}

/**
 * "One response stops every open clock of the contact": set every clock's stop to its first response that counts, as
 * the responses stand now, and withdraw what was still to be said about it.
 * @param begun the clocks that have just begun
 */
export async function stopClocks(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  now: DateTime,
  begun: ReadonlySet<string> = new Set(),
): Promise<void> {
  const clocks = await lockClocks(manager, forceId, contactId);
  const responses = (await manager.query(
    `select responded_at as "respondedAt", recorded_at as "recordedAt", voided_at as "voidedAt" from response
      where force_id = $1 and contact_id = $2`,
    [forceId, contactId],
  )) as GivenResponse[];
  for (const clock of clocks) {
    const knownAt = begun.has(clock.id) ? null : clock.countedAt;
    const stop = stopOfKept({ ...clock, knownAt }, responses);
    if (!stop) continue;
    await manager.query(
      `update clock set stopped_at = $3, stopped_recorded_at = $4, next_alert_at = null where force_id = $1 and id = $2`,
      [forceId, clock.id, stop.stoppedAt, stop.recordedAt],
    );
    await withdrawAlerts(manager, forceId, clock.id, 'answered', now);
  }
  await settleMeasured(manager, forceId, contactId);
}

/**
 * "Figures by neighbourhood use the holder at the earlier of response and due": write beside every clock of a contact
 * who that is, if it is not who holds it now. To be asked again whenever a clock was stopped or the contact handed over:
 * an answer written down late that had happened before the hand-over gives the figure back to the sender.
 */
export async function settleMeasured(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<void> {
  await manager.query(
    // Whoever sent it on first after that instant held it then; from the very instant of a hand-over the receiver does.
    `with held as (
       select k.id, nullif(t.from_neighbourhood_id, k.neighbourhood_id) as measured
         from clock k
         left join lateral (select from_neighbourhood_id from contact_transfer
                             where force_id = k.force_id and contact_id = k.contact_id and at > least(k.stopped_at, k.due_at)
                             order by at limit 1) t on true
        where k.force_id = $1 and k.contact_id = $2)
     update clock k set measured_neighbourhood_id = held.measured from held
      where k.force_id = $1 and k.id = held.id and k.measured_neighbourhood_id is distinct from held.measured`,
    [forceId, contactId],
  );
}

export interface TimelineFact {
  contactId: string;
  at: DateTime;
  recordedAt: DateTime;
  kind: string;
  actor: { kind: string; id: string };
  facts?: Record<string, string>;
  textId?: string;
}

/** Write down that something happened to a contact: codes and ids, never a text. */
export async function addToTimeline(
  manager: EntityManager,
  forceId: string,
  fact: TimelineFact,
): Promise<void> {
  await manager.query(
    `insert into timeline_entry (force_id, contact_id, at, recorded_at, kind, actor_kind, actor_id, facts, text_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      forceId,
      fact.contactId,
      fact.at,
      fact.recordedAt,
      fact.kind,
      fact.actor.kind,
      fact.actor.id,
      fact.facts ?? null,
      fact.textId ?? null,
    ],
  );
}
