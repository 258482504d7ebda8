import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** A part of a statement: does mail `m` wait, in nobody's hands? */
export const MAIL_WAITS = `m.sent_at is null and m.withdrawn_at is null and m.dead_at is null
    and (m.lease_until is null or m.lease_until <= clock_timestamp())`;

/**
 * A part of a statement: was somebody told of alert `a`, or is told at this moment? What is being handed to the mail
 * server now says it, whatever happens meanwhile.
 */
export const IS_TOLD = `exists (select from delivery d join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
                   where d.force_id = a.force_id and d.alert_id = a.id and (m.sent_at is not null or m.lease_until > clock_timestamp()))`;

/**
 * Let nobody take the mails that wait to tell of these clocks until the transaction ends: what is taken out of them here
 * must not be read by whoever composes them.
 */
export async function lockWaitingMails(
  manager: EntityManager,
  forceId: string,
  clockIds: readonly string[],
): Promise<void> {
  await manager.query(
    `select from outbox_mail m
      where m.force_id = $1 and ${MAIL_WAITS} and m.id in (
        select d.mail_id from alert a join delivery d on d.force_id = a.force_id and d.alert_id = a.id
         where a.force_id = $1 and a.clock_id = any($2))
      order by m.id for update`,
    [forceId, clockIds],
  );
}

/**
 * Nobody is to hear any more of this clock: what waits to be told of it is taken out of the mails that wait, which may go
 * all the same for what else they say; and an alert that nobody was told of is withdrawn. Both with the reason; of a mail
 * that was tried nobody knows whether a server took it all the same.
 */
export async function withdrawAlerts(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  reason: string,
  now: DateTime,
): Promise<void> {
  await lockWaitingMails(manager, forceId, [clockId]);
  await manager.query(
    `update delivery d set mail_id = null, skipped = case when m.attempts > 0 then 'unconfirmed' else $3 end from alert a, outbox_mail m
      where a.force_id = $1 and a.clock_id = $2 and d.force_id = a.force_id and d.alert_id = a.id
        and m.force_id = d.force_id and m.id = d.mail_id and ${MAIL_WAITS}`,
    [forceId, clockId, reason],
  );
  await manager.query(
    `update alert a set withdrawn_at = $3, withdrawn_reason = $4
      where force_id = $1 and clock_id = $2 and superseded_at is null and withdrawn_at is null and not ${IS_TOLD}`,
    [forceId, clockId, now, reason],
  );
}

/** What was withdrawn for this reason before somebody was told is to be said to them after all, by the next sweep. */
export async function restoreAlerts(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  reason: string,
): Promise<void> {
  await manager.query(
    `update alert a set withdrawn_at = null, withdrawn_reason = null, dispatched_at = null
      where a.force_id = $1 and a.clock_id = $2 and (a.withdrawn_reason = $3
         or exists (select from delivery d where d.force_id = a.force_id and d.alert_id = a.id and d.skipped in ($3, 'unconfirmed')))`,
    [forceId, clockId, reason],
  );
}
