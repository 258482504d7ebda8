import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../common/calendar.js';
import type { DigestRules } from './alert-rules.js';
import {
  digestTime,
  getsDigest,
  membersOn,
  notToldSince,
  OWN_TIMES,
  troubleSince,
  WAITS,
} from './digest-parts.js';
import { REQUESTS } from './digest-recourse.query.js';
import { notHearing } from './listeners.js';

export const DIGEST_MAIL = 'digest';

export interface WrittenDigests {
  /** Whose digest of today was seen to now. */
  digests: number;
  mails: number;
}

const DIGESTS = `
-- Whose digest has come by now and was not seen to today, and is there anything to tell them: something that waits for
-- an answer, alerts that were late or given up since the last time, or requests for recourse?
with ${membersOn('$2')},
recipient as (
  select m.force_id, m.kind, m.id, ${digestTime('$3')} as at
    from member m ${OWN_TIMES}
   where ${getsDigest('$4')}
   group by m.force_id, m.kind, m.id
),
due as materialized (
  select r.force_id, r.kind, r.id,
         ${notToldSince({ force: 'r.force_id', kind: 'r.kind', id: 'r.id' }, '$2::date', '$1::timestamptz')} as since
    from recipient r
    left join officer o on r.kind = 'officer' and o.force_id = r.force_id and o.id = r.id
   where r.at <= ($1::timestamptz at time zone $5)::time
     and (r.kind <> 'officer' or ${notHearing('$2')} is null)
     and not exists (select from digest d where d.force_id = r.force_id and d.recipient_kind = r.kind and d.recipient_id = r.id
                        and d.on_day = $2::date)
),
open as materialized (select distinct k.force_id, k.neighbourhood_id from clock k where ${WAITS}),
${troubleSince('(select min(since) from due)')},
${REQUESTS},
-- Who answers for each place of which there is something to say.
answers as materialized (
  select p.force_id, p.neighbourhood_id, s.id as by_id
    from (select force_id, neighbourhood_id from open union select force_id, neighbourhood_id from trouble
          union select force_id, neighbourhood_id from request) p
    cross join lateral answering_for(p.force_id, p.neighbourhood_id, $2::date) as s (id)
),
told as (
  select m.force_id, m.kind, m.id
    from member m
    join answers a on a.force_id = m.force_id and a.by_id = m.neighbourhood_id and (m.kind <> 'mailbox' or a.neighbourhood_id = m.id)
    join open o on o.force_id = a.force_id and o.neighbourhood_id = a.neighbourhood_id
   where m.who = any($4::text[])
  union
  select d.force_id, d.kind, d.id
    from due d
    join member m on m.force_id = d.force_id and m.kind = d.kind and m.id = d.id and m.who = 'supervisor'
    join answers a on a.force_id = m.force_id and a.by_id = m.neighbourhood_id
    join trouble t on t.force_id = a.force_id and t.neighbourhood_id = a.neighbourhood_id and t.at > d.since and t.at <= $1::timestamptz
  union
  select d.force_id, d.kind, d.id
    from due d
    join member m on m.force_id = d.force_id and m.kind = d.kind and m.id = d.id and m.who = 'force-admin'
    join trouble t on t.force_id = d.force_id and t.at > d.since and t.at <= $1::timestamptz
  union
  select d.force_id, d.kind, d.id
    from due d
    join member m on m.force_id = d.force_id and m.kind = d.kind and m.id = d.id and m.who = 'supervisor'
    join answers a on a.force_id = m.force_id and a.by_id = m.neighbourhood_id
    join request r on r.force_id = a.force_id and r.neighbourhood_id = a.neighbourhood_id
  union
  select d.force_id, d.kind, d.id
    from due d
    join member m on m.force_id = d.force_id and m.kind = d.kind and m.id = d.id and m.who = 'force-admin'
    join request r on r.force_id = d.force_id and r.due_at <= $1::timestamptz
),
-- "Quiet when there is nothing": then the row says that today was seen to, and no mail goes.
seen as materialized (
  select d.force_id, d.kind, d.id, case when t.id is not null then gen_random_uuid() end as mail_id
    from due d left join told t on t.force_id = d.force_id and t.kind = d.kind and t.id = d.id
),
written as (
  insert into digest (force_id, recipient_kind, recipient_id, on_day, made_at, mail_id)
  -- In one order, so that two instances at once wait for each other and never both.
  select force_id, kind, id, $2::date, $1::timestamptz, mail_id from seen order by force_id, kind, id
  on conflict on constraint digest_pk do nothing
  returning force_id, recipient_kind, recipient_id, mail_id
),
mailed as (
  insert into outbox_mail (force_id, id, template, recipient_kind, recipient_id, created_at, not_before, can_wait)
  select force_id, mail_id, '${DIGEST_MAIL}', recipient_kind, recipient_id, $1,
         coalesce(case when recipient_kind = 'officer' then quiet_until(force_id, recipient_id, $1::timestamptz, $5) end, $1::timestamptz), true
    from written where mail_id is not null
  returning id
)
select (select count(*) from written) as digests, (select count(*) from mailed) as mails`;

/**
 * Write the digests that are due as of now, and their mails. Asked again, or by many at once, each recipient's of a day
 * is written once. What was due on a day before today is not made up.
 */
export async function writeDigests(
  manager: EntityManager,
  { at, hears }: Pick<DigestRules, 'at' | 'hears'>,
  now: DateTime,
  today: string,
): Promise<WrittenDigests> {
  const [row] = (await manager.query(DIGESTS, [now, today, at, hears, LOCAL_ZONE])) as [WrittenDigests];
  return row;
}

const THIN = `
-- Which digests of days gone by does nobody ask of any more? Of each recipient those stay that are later than the last
-- one that was told or had nothing to tell: from that one on the next tells what went wrong.
delete from digest d
 where d.on_day < $1::date
   and exists (select from digest l left join outbox_mail g on g.force_id = l.force_id and g.id = l.mail_id
                where l.force_id = d.force_id and l.recipient_kind = d.recipient_kind and l.recipient_id = d.recipient_id
                  and l.on_day > d.on_day and (l.mail_id is null or g.sent_at is not null))`;

/** Forget the digests of days before this one that nobody asks of any more. @returns how many that were */
export async function thinDigests(manager: EntityManager, keptFromOn: string): Promise<number> {
  const [, count] = (await manager.query(THIN, [keptFromOn])) as [unknown, number];
  return count;
}
