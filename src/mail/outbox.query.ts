import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ClaimedMail } from './mail-composers.js';

/**
 * Longer than a mail may wait for its turn, be on its way and be marked (see `LEASE`), so that a lease ends only when its
 * holder is gone.
 */
const LEASE_SECONDS = 90;

/** Under this name an instance says that it is there, as long as it holds mails. */
export const HOLDS_MAIL = 'sender';

/** Whoever has not said so for longer is gone, and what it held is anybody's: many times as long as it takes to say it. */
const GONE_AFTER_SECONDS = 15;

/** What the holder of a lease may do until when, in milliseconds after the claim was asked for. */
export const LEASE = {
  /** Later it is not handed over any more: what it says would be old. */
  beginWithinMs: 30_000,
  /** A server that neither takes nor refuses is given up on; a copy that it takes later bears the same Message-ID. */
  deliverWithinMs: 30_000,
  /** How it ended is written down by then, however often that has to be tried. */
  markWithinMs: 85_000,
} as const;

/**
 * Which waiting mails may I send? First those that cannot wait: an alert does not stand behind thousands of
 * digests. Claims up to `limit` of them by a lease: the database's clock measures it, because instances' clocks differ; a
 * random token proves at the end that the lease was still ours. What an instance held that is gone comes at once, unless
 * the database has just come back itself and nobody could have been heard.
 */
export async function claimMails(
  manager: EntityManager,
  now: DateTime,
  limit: number,
  instance: string,
): Promise<ClaimedMail[]> {
  // TypeORM answers an update with [rows, count].
  const [rows] = (await manager.query(
    `update outbox_mail m
        set claim_token = gen_random_uuid(), claimed_by = $4, lease_until = clock_timestamp() + make_interval(secs => $3), attempts = m.attempts + 1,
            first_tried_at = coalesce(m.first_tried_at, $1)
       from (select force_id, id from outbox_mail
              where not_before <= $1 and sent_at is null and withdrawn_at is null and dead_at is null
                and (lease_until is null or lease_until < clock_timestamp() or claimed_by in (
                  select h.instance from heartbeat h
                   where h.job = '${HOLDS_MAIL}' and h.started_at < clock_timestamp() - make_interval(secs => ${GONE_AFTER_SECONDS})
                     and pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => ${GONE_AFTER_SECONDS})))
              order by can_wait, not_before limit $2 for update skip locked) due
      where m.force_id = due.force_id and m.id = due.id
      returning m.force_id as "forceId", m.id, m.template, m.recipient_kind as "recipientKind", m.recipient_id as "recipientId",
        m.subject_id as "subjectId", m.first_tried_at as "firstTriedAt", m.attempts, m.claim_token as "claimToken"`,
    [now, limit, LEASE_SECONDS, instance],
  )) as [ClaimedMail[], number];
  return rows;
}

/** How a claim of a mail ended; all but the last three end the mail as well. */
export type End =
  | { sentAt: DateTime }
  | { withdrawnAt: DateTime; why: string }
  | { deadAt: DateTime; why: string }
  | { retryAt: DateTime; why: string }
  /** It was never handed over: that was no try. Without an instant it may be claimed again at once. */
  | { putOffUntil: DateTime | null };

/**
 * Which of these mails are still mine, now that I say how they ended? Gives every lease back. What is missing in the
 * answer was lost to the end of its lease: somebody else has it then.
 */
export async function endMails(
  manager: EntityManager,
  ends: { mail: ClaimedMail; end: End }[],
): Promise<Set<string>> {
  const of = <T>(value: (end: End) => T): T[] => ends.map(({ end }) => value(end));
  const [rows] = (await manager.query(
    `update outbox_mail m
        set sent_at = e.sent_at, withdrawn_at = e.withdrawn_at, dead_at = e.dead_at, not_before = coalesce(e.not_before, m.not_before),
            last_error = case when e.untried then m.last_error else e.why end, attempts = m.attempts - e.untried::int,
            first_tried_at = case when not e.untried or m.attempts > 1 then m.first_tried_at end,
            claim_token = null, lease_until = null
       from unnest($1::text[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::boolean[])
         as e (force_id, id, claim_token, sent_at, withdrawn_at, dead_at, not_before, why, untried)
      where m.force_id = e.force_id and m.id = e.id and m.claim_token = e.claim_token
      returning m.id`,
    [
      ends.map(({ mail }) => mail.forceId),
      ends.map(({ mail }) => mail.id),
      ends.map(({ mail }) => mail.claimToken),
      of((end) => ('sentAt' in end ? end.sentAt : null)),
      of((end) => ('withdrawnAt' in end ? end.withdrawnAt : null)),
      of((end) => ('deadAt' in end ? end.deadAt : null)),
      of((end) => ('retryAt' in end ? end.retryAt : 'putOffUntil' in end ? end.putOffUntil : null)),
      of((end) => ('why' in end ? end.why : null)),
      of((end) => 'putOffUntil' in end),
    ],
  )) as [{ id: string }[], number];
  return new Set(rows.map(({ id }) => id));
}
