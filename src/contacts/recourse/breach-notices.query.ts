import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import type { NotTold } from './domain/recourse.js';

export const BREACH_MAIL = 'breach-notice';

/** From when on does this force tell people of missed deadlines? Null: always. */
export async function tellsSince(manager: EntityManager, forceId: string): Promise<DateTime | null> {
  const [row] = (await manager.query(`select at from breach_notices_begun where force_id = $1`, [
    forceId,
  ])) as { at: DateTime }[];
  return row?.at ?? null;
}

/** A clock that was missed, and whose it is. */
export interface MissedClock {
  clockId: string;
  contactId: string;
  wrappedKey: Buffer | null;
  sealed: Buffer | null;
  /** Their e-mail address refused a mail for good. */
  isRefused: boolean;
}

/**
 * Whose answer is overdue and owed, and who was not told so? Those missed from an instant on, the longest first; locked,
 * and what another instance holds, or somebody is answering at this moment, is left to the next time. While an answer is
 * on its way nobody is told; what was to be told and was withdrawn is told after all.
 */
export async function missedUntold(
  manager: EntityManager,
  forceId: string,
  { fromAt, now }: { fromAt: DateTime; now: DateTime },
  limit: number,
): Promise<MissedClock[]> {
  return manager.query(
    `select k.id as "clockId", k.contact_id as "contactId", p.wrapped_key as "wrappedKey", p.sealed,
            (exists (select from response r where r.force_id = k.force_id and r.contact_id = k.contact_id and r.address_refused)
              or exists (select from timeline_entry t where t.force_id = k.force_id and t.contact_id = k.contact_id and t.kind = 'not-reached')) as "isRefused"
       from clock k
       join force f on f.id = k.force_id
       left join contact_personal p on p.force_id = k.force_id and p.contact_id = k.contact_id
      where k.force_id = $1 and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
        and k.due_at >= $2 and k.due_at < $3 and k.started_at >= f.starts_on::timestamp at time zone $4
        and not exists (select from breach_notice b left join outbox_mail m on m.force_id = b.force_id and m.id = b.mail_id
                         where b.force_id = k.force_id and b.clock_id = k.id and m.withdrawn_at is null)
        and not exists (select from response r where r.force_id = k.force_id and r.contact_id = k.contact_id
                           and r.responded_at is null and r.voided_at is null)
      order by k.due_at, k.id limit $5 for update of k skip locked`,
    [forceId, fromAt, now, LOCAL_ZONE, limit],
  ) as Promise<MissedClock[]>;
}

export interface NewNotice {
  clockId: string;
  contactId: string;
  /** One of the two. */
  mailId: string | null;
  skipped: NotTold | null;
}

/** Write down who is told now, or why not, with the mails; each clock once, however often and by whomever it is asked. */
export async function storeNotices(
  manager: EntityManager,
  forceId: string,
  notices: readonly NewNotice[],
  now: DateTime,
): Promise<void> {
  await manager.query(
    `with notice as (select * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) as n (clock_id, contact_id, mail_id, skipped)),
     told as (
       insert into breach_notice as b (force_id, clock_id, at, mail_id, skipped)
       select $1, clock_id, $2, mail_id, skipped from notice
       on conflict on constraint breach_notice_pk do update set at = excluded.at, mail_id = excluded.mail_id, skipped = excluded.skipped
         where exists (select from outbox_mail m where m.force_id = b.force_id and m.id = b.mail_id and m.withdrawn_at is not null)
       returning b.clock_id)
     insert into outbox_mail (force_id, id, template, recipient_kind, recipient_id, subject_id, created_at, not_before, can_wait)
     select $1, n.mail_id, '${BREACH_MAIL}', 'enquirer', n.contact_id, n.clock_id, $2, $2, true
       from notice n join told using (clock_id) where n.mail_id is not null`,
    [
      forceId,
      now,
      notices.map(({ clockId }) => clockId),
      notices.map(({ contactId }) => contactId),
      notices.map(({ mailId }) => mailId),
      notices.map(({ skipped }) => skipped),
    ],
  );
}

/** What became of telling a person that their deadline was missed. */
export interface BreachTold {
  sentAt: DateTime | null;
  skipped: NotTold | null;
  deadAt: DateTime | null;
}

/** Was this person told that the deadline of their contact was missed? The latest of its clocks counts; null if not yet. */
export async function breachToldOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<BreachTold | null> {
  const [row] = (await manager.query(
    `select m.sent_at as "sentAt", b.skipped, m.dead_at as "deadAt"
       from clock k
       join breach_notice b on b.force_id = k.force_id and b.clock_id = k.id
       left join outbox_mail m on m.force_id = b.force_id and m.id = b.mail_id
      where k.force_id = $1 and k.contact_id = $2 order by k.started_at desc limit 1`,
    [forceId, contactId],
  )) as BreachTold[];
  return row ?? null;
}

/** A clock as it is when its notice is about to go. */
export interface NoticedClock {
  dueAt: DateTime;
  /** Why there is nothing to tell any more. */
  ended: string | null;
}

/** Is there still something to tell of this clock? */
export async function noticedClock(
  manager: EntityManager,
  forceId: string,
  clockId: string,
): Promise<NoticedClock | null> {
  const [row] = (await manager.query(
    `select k.due_at as "dueAt", case
         when k.stopped_at is not null then 'answered' when k.out_of_scope_at is not null then 'out of scope'
         when k.address_failed_at is not null then 'the address failed'
         when exists (select from response r where r.force_id = k.force_id and r.contact_id = k.contact_id
                         and r.responded_at is null and r.voided_at is null) then 'an answer is on its way' end as ended
       from clock k where k.force_id = $1 and k.id = $2`,
    [forceId, clockId],
  )) as NoticedClock[];
  return row ?? null;
}
