import type { DateTime } from 'luxon';
import { COUNTED_AT_MOST } from './state.query.js';

/** Which jobs ran on any instance, when did each end last, and on how many instances? */
export const JOBS = {
  name: 'jobs',
  text: `
-- Which jobs ran in the last week on any instance, when did each begin and end last, and on how many instances?
select job, max(started_at) as started_at, max(finished_at) as finished_at, count(*)::int as instances
  from heartbeat group by job order by job`,
} as const;

export interface JobRow {
  job: string;
  started_at: DateTime;
  /** Null while none has ended. */
  finished_at: DateTime | null;
  instances: number;
}

export const FAILED_MAILS = `
-- Which kinds of mail were given up in the last 30 days, to what kind of reader, how many, and when last? Parameters: force, now.
-- Neither to whom nor about what: not even what the mail server said, which may name an address.
select template, recipient_kind, count(*)::int as mails, max(dead_at) as last_at
  from (select template, recipient_kind, dead_at from outbox_mail
         where force_id = $1 and dead_at > $2::timestamptz - interval '30 days' limit ${COUNTED_AT_MOST}) m
 group by template, recipient_kind order by last_at desc, template, recipient_kind
`;

export interface FailedMailsRow {
  template: string;
  recipient_kind: string;
  mails: number;
  last_at: DateTime;
}
