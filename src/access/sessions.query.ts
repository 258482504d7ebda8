import type { DateTime } from 'luxon';

/** As what may this person sign in? Held until the session stands, so that nobody is disabled meanwhile. */
export const ROLE_OF_PERSON = `
-- As what may this person sign in?
select role from person where force_id = $1 and id = $2 and disabled_at is null for share
`;

export const START_SESSION = `
-- Where does this token lead? To a session that begins now.
with started as (
  insert into session (force_id, id, person_id, role, created_at, last_used_at, ends_at, signed_in_at, idle_minutes)
  values ($1, $2, $3, $4, $5, $5, $6, $7, $8)
)
insert into locator (digest, kind, force_id, target_id) values ($9, 'session', $1, $2)
`;

export const FORGET_OVER = `
-- Which tokens of this person lead to sessions that have been over for a week?
delete from locator l using session s
 where s.force_id = $1 and s.person_id = $2 and s.ends_at <= $3::timestamptz - interval '7 days'
   and l.force_id = $1 and l.target_id = s.id and l.kind = 'session'
`;

export const END_SESSIONS = `
-- Which sessions of this person end now? $4: that one alone, $5: all but that one, $6: begun by then. Their tokens lead nowhere from now on.
with ended as (
  update session set ended_at = $3
   where force_id = $1 and person_id = $2 and ended_at is null and ends_at > $3
     and ($4::uuid is null or id = $4) and ($5::uuid is null or id <> $5) and ($6::timestamptz is null or created_at <= $6)
  returning id
), gone as (
  delete from locator l using ended e where l.force_id = $1 and l.target_id = e.id and l.kind = 'session'
)
select id from ended
`;

export const SESSIONS_OF_PERSON = `
-- Where is this person signed in?
select s.id, s.created_at, s.last_used_at,
       least(s.ends_at, s.last_used_at + make_interval(mins => s.idle_minutes)) as ends_at
  from session s join person p on p.force_id = s.force_id and p.id = s.person_id
 where s.force_id = $1 and s.person_id = $2 and s.ended_at is null and s.ends_at > $3
   and (s.role is null or s.role = p.role)
   and (s.idle_minutes is null or s.last_used_at + make_interval(mins => s.idle_minutes) > $3)
 order by s.created_at desc, s.id
`;

export interface SessionInUse {
  id: string;
  created_at: DateTime;
  /** Within the last minute of it; null for one from before uses were written down. */
  last_used_at: DateTime | null;
  /** Unless it is used again. */
  ends_at: DateTime;
}
