import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import type { DigestRules } from '../alert-rules.js';
import { getsDigest, membersOn, TEAM_TIMES, teamsTime } from '../digest-parts.js';

/** An officer's own times, local, `HH:MM`; null if there is none. */
export interface OwnTimes {
  quietFrom: string | null;
  quietUntil: string | null;
  digestAt: string | null;
}

export interface OfficerToTell extends OwnTimes {
  /** Where alerts and digests go; null if the registry has no address. */
  dutyEmail: string | null;
  /** When their digest would come without a time of their own. */
  teamsDigestAt: string;
}

const short = (time: string): string => `to_char(${time}, 'HH24:MI')`;

/** What times has this officer set, and when does their digest come without one of their own? */
export async function officerToTell(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  { at, hears }: Pick<DigestRules, 'at' | 'hears'>,
  today: string,
): Promise<OfficerToTell> {
  const [row] = (await manager.query(
    `with ${membersOn('$3')}
     select ${short('q.quiet_from')} as "quietFrom", ${short('q.quiet_until')} as "quietUntil", ${short('q.digest_at')} as "digestAt",
            o.duty_email as "dutyEmail", ${short('c.at')} as "teamsDigestAt"
       from officer o
       left join alert_preference q on q.force_id = o.force_id and q.officer_id = o.id
       cross join (select ${teamsTime('$4')} as at from member m ${TEAM_TIMES}
                    where m.force_id = $1 and m.kind = 'officer' and m.id = $2 and ${getsDigest('$5')}) c
      where o.force_id = $1 and o.id = $2`,
    [forceId, officerId, today, at, hears],
  )) as [OfficerToTell];
  return row;
}

/** Keep an officer's own times; what they had before is gone. */
export async function storeOwnTimes(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  { quietFrom, quietUntil, digestAt }: OwnTimes,
  now: DateTime,
): Promise<void> {
  await manager.query(
    `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, digest_at, updated_at) values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint alert_preference_pk do update
       set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, digest_at = excluded.digest_at, updated_at = excluded.updated_at`,
    [forceId, officerId, quietFrom, quietUntil, digestAt, now],
  );
}

/**
 * Let go what former quiet hours hold back and the present ones do not, or not as long. Nothing waits longer than before:
 * what was let go at an hour that has become quiet was told so.
 */
export async function letGo(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  now: DateTime,
): Promise<void> {
  await manager.query(
    `update outbox_mail set not_before = coalesce(quiet_until(force_id, recipient_id, $3::timestamptz, $4), $3)
      where force_id = $1 and recipient_kind = 'officer' and recipient_id = $2 and template in ('alert', 'digest') and attempts = 0
        and sent_at is null and withdrawn_at is null and dead_at is null
        and not_before > coalesce(quiet_until(force_id, recipient_id, $3::timestamptz, $4), $3)`,
    [forceId, officerId, now, LOCAL_ZONE],
  );
}
