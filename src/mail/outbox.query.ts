import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ClaimedMail } from './mail-composers.js';

/** Longer than composing, the deadline of a delivery and marking take, so that a lease ends only when its holder is gone. */
const LEASE_SECONDS = 90;

/**
 * Which waiting mails may I send? Claims up to `limit` of them by a lease: the database's clock measures it,
 * because instances' clocks differ; a random token proves at the end that the lease was still ours.
 */
export async function claimMails(
  manager: EntityManager,
  now: DateTime,
  limit: number,
): Promise<ClaimedMail[]> {
  // TypeORM answers an update with [rows, count].
  const [rows] = (await manager.query(
    `update outbox_mail m
        set claim_token = gen_random_uuid(), lease_until = clock_timestamp() + make_interval(secs => $3), attempts = m.attempts + 1,
            first_tried_at = coalesce(m.first_tried_at, $1)
       from (select force_id, id from outbox_mail
              where not_before <= $1 and sent_at is null and withdrawn_at is null and dead_at is null
                and (lease_until is null or lease_until < clock_timestamp())
              order by not_before limit $2 for update skip locked) due
      where m.force_id = due.force_id and m.id = due.id
      returning m.force_id as "forceId", m.id, m.template, m.recipient_kind as "recipientKind", m.recipient_id as "recipientId",
        m.subject_id as "subjectId", m.first_tried_at as "firstTriedAt", m.attempts, m.claim_token as "claimToken"`,
    [now, limit, LEASE_SECONDS],
  )) as [ClaimedMail[], number];
  return rows;
}

type End = { sentAt: DateTime } | { withdrawnAt: DateTime; why: string } | { deadAt: DateTime; why: string };

/** Is this mail still mine, and how did it end? False if the lease was lost: somebody else has it then. */
export async function endMail(manager: EntityManager, mail: ClaimedMail, end: End): Promise<boolean> {
  const [, count] = (await manager.query(
    `update outbox_mail set sent_at = $3, withdrawn_at = $4, dead_at = $5, last_error = $6, claim_token = null, lease_until = null
      where id = $1 and claim_token = $2`,
    [
      mail.id,
      mail.claimToken,
      'sentAt' in end ? end.sentAt : null,
      'withdrawnAt' in end ? end.withdrawnAt : null,
      'deadAt' in end ? end.deadAt : null,
      'why' in end ? end.why : null,
    ],
  )) as [unknown, number];
  return count === 1;
}

/** When shall this mail be tried again? Gives the lease back. */
export async function retryMail(
  manager: EntityManager,
  mail: ClaimedMail,
  notBefore: DateTime,
  why: string,
): Promise<void> {
  await manager.query(
    `update outbox_mail set not_before = $3, last_error = $4, claim_token = null, lease_until = null where id = $1 and claim_token = $2`,
    [mail.id, mail.claimToken, notBefore, why],
  );
}
