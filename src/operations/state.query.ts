import type { DateTime } from 'luxon';

/** What time is it in the database, when did any instance last finish which job, and since when waits an entry to be sealed? */
export const PULSE = {
  name: 'pulse',
  text: `
-- What time is it in the database, when did any instance last finish which job, and since when waits an entry of the log to be
-- sealed? One row an instance and job.
select clock_timestamp() as database_at,
       (select max(finished_at) from heartbeat where job = 'sweep') as swept_at,
       (select max(finished_at) from heartbeat where job = 'monthly-report') as reports_made_at,
       (select max(finished_at) from heartbeat where job = 'digests') as digests_made_at,
       (select max(finished_at) from heartbeat where job = 'route-checks') as routes_tried_at,
       (select max(finished_at) from heartbeat where job = 'seal-audit') as sealed_at,
       (select max(finished_at) from heartbeat where job = 'audit-heads') as heads_published_at,
       (select max(finished_at) from heartbeat where job = 'retention') as erased_at,
       (select max(finished_at) from heartbeat where job = 'contact-keys') as keys_renewed_at,
       audit_unsealed_since() as unsealed_since`,
} as const;

export interface PulseRow {
  database_at: DateTime;
  swept_at: DateTime | null;
  reports_made_at: DateTime | null;
  digests_made_at: DateTime | null;
  routes_tried_at: DateTime | null;
  sealed_at: DateTime | null;
  heads_published_at: DateTime | null;
  erased_at: DateTime | null;
  keys_renewed_at: DateTime | null;
  unsealed_since: DateTime | null;
}

/** Nothing is counted further than this: the figure then reads as "at least", and the answer stays quick. */
export const COUNTED_AT_MOST = 100_000;

/** What waits to be mailed, since when, and what was given up? Parameter: now. */
export const OUTBOX_STATE = `
-- What waits to be mailed, since when, and what was given up? By partial indexes only, whatever was sent before.
-- A mail held back for later does not wait yet, one that was tried and failed does.
select waiting.mails as waiting, waiting.oldest_at, dead.mails as dead
from (select count(*)::int as mails, min(created_at) as oldest_at from (
        select created_at from outbox_mail
        where sent_at is null and withdrawn_at is null and dead_at is null and (not_before <= $1 or attempts > 0)
        limit ${COUNTED_AT_MOST}) w) waiting,
     (select count(*)::int as mails from (
        select from outbox_mail where dead_at is not null limit ${COUNTED_AT_MOST}) d) dead
`;

export interface OutboxRow {
  waiting: number;
  oldest_at: DateTime | null;
  dead: number;
}

/**
 * How many alerts came late in the last 24 hours or are late now, unsent; how many were given up; how many can nobody
 * hear? Parameters: now, and the minutes after which an alert is late.
 */
export const ALERTS_STATE = `
-- How many alerts came late in the last 24 hours, are late now, could not be delivered to somebody, and can nobody hear?
-- By partial indexes only.
with undispatched as materialized (
  select a.force_id, a.id, a.raised_at from alert a
    join clock k on k.force_id = a.force_id and k.id = a.clock_id
     and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
   where a.dispatched_at is null and a.superseded_at is null and a.withdrawn_at is null limit ${COUNTED_AT_MOST}
),
-- What waits for longer: to be raised at all, for somebody who can hear, and in a mail. What quiet hours hold does not.
late as (
  select force_id, alert_id as id from (
    select force_id, alert_id from delivery where late_at > $1::timestamptz - interval '24 hours' limit ${COUNTED_AT_MOST}) l
  union
  select force_id, id from undispatched where raised_at < $1::timestamptz - make_interval(mins => $2)
  union
  select d.force_id, d.alert_id
    from (select force_id, id from outbox_mail
           where sent_at is null and withdrawn_at is null and dead_at is null and template = 'alert'
             and coalesce(first_tried_at, not_before) < $1::timestamptz - make_interval(mins => $2) limit ${COUNTED_AT_MOST}) m
    join delivery d on d.force_id = m.force_id and d.mail_id = m.id
),
unraised as (
  select from clock where next_alert_at < $1::timestamptz - make_interval(mins => $2) limit ${COUNTED_AT_MOST}
)
select (select count(*) from late)::int + (select count(*) from unraised)::int as late,
       (select count(distinct (d.force_id, d.alert_id))::int from (
          select force_id, id from outbox_mail
           where dead_at > $1::timestamptz - interval '24 hours' and template = 'alert' limit ${COUNTED_AT_MOST}) m
          join delivery d on d.force_id = m.force_id and d.mail_id = m.id) as dead,
       -- A sweep or two have gone by without finding anybody.
       (select count(*)::int from undispatched u where u.raised_at < $1::timestamptz - interval '1 minute'
           and not exists (select from delivery d join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
                            where d.force_id = u.force_id and d.alert_id = u.id and m.dead_at is null and m.withdrawn_at is null)) as unheard
`;

export interface AlertsRow {
  late: number;
  dead: number;
  unheard: number;
}

/** How many clocks run, and how many of them are past their due? Parameter: now. */
export const CLOCKS_STATE = `
-- How many clocks run, and how many of them are past their due? By the partial index of waiting clocks.
select count(*)::int as open, (count(*) filter (where due_at < $1))::int as overdue
from (select due_at from clock where stopped_at is null and out_of_scope_at is null and address_failed_at is null
      limit ${COUNTED_AT_MOST}) c
`;

export interface ClocksRow {
  open: number;
  overdue: number;
}
