import type { DateTime } from 'luxon';

/** What time is it in the database, and when did any instance last finish which job? */
export const PULSE = {
  name: 'pulse',
  text: `
-- What time is it in the database, and when did any instance last finish a sweep, the monthly reports, and tries of routes?
-- One row an instance and job.
select clock_timestamp() as database_at,
       (select max(finished_at) from heartbeat where job = 'sweep') as swept_at,
       (select max(finished_at) from heartbeat where job = 'monthly-report') as reports_made_at,
       (select max(finished_at) from heartbeat where job = 'route-checks') as routes_tried_at`,
} as const;

export interface PulseRow {
  database_at: DateTime;
  swept_at: DateTime | null;
  reports_made_at: DateTime | null;
  routes_tried_at: DateTime | null;
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

/** How many alerts came late in the last 24 hours, and how many were given up? Parameter: now. */
export const ALERTS_STATE = `
-- How many alerts came late in the last 24 hours, and how many could not be delivered to somebody? By partial indexes only.
select (select count(distinct (l.force_id, l.alert_id))::int from (
          select force_id, alert_id from delivery where late_at > $1::timestamptz - interval '24 hours' limit ${COUNTED_AT_MOST}) l) as late,
       (select count(distinct (d.force_id, d.alert_id))::int from (
          select force_id, id from outbox_mail
           where dead_at > $1::timestamptz - interval '24 hours' and template = 'alert' limit ${COUNTED_AT_MOST}) m
          join delivery d on d.force_id = m.force_id and d.mail_id = m.id) as dead
`;

export interface AlertsRow {
  late: number;
  dead: number;
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
