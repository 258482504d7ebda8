import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../common/calendar.js';
import { heldUntil, sayableAt } from './lateness.js';

export interface Lateness {
  /** From when the alert could be said until it was. */
  seconds: number;
  /** Did the recipient's quiet hours hold it? */
  held: boolean;
}

const TOLD = `
-- How long after it could be said was each alert of these mails told, and did quiet hours hold it? Marks those that were late.
with told as (
  select d.id, g.at, ${sayableAt('g.at')} as sayable_at, ${heldUntil('$5')} as held_until
    from unnest($2::uuid[], $3::timestamptz[]) as g (mail_id, at)
    join delivery d on d.force_id = $1 and d.mail_id = g.mail_id
    join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
    join alert a on a.force_id = d.force_id and a.id = d.alert_id and a.withdrawn_at is null
    join clock k on k.force_id = a.force_id and k.id = a.clock_id
     and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
),
marked as (
  update delivery d set late_at = t.at from told t
   where d.force_id = $1 and d.id = t.id and t.at > greatest(t.sayable_at, t.held_until) + make_interval(mins => $4)
)
select greatest(0, extract(epoch from at - sayable_at))::float8 as seconds,
       held_until is not null and held_until > sayable_at as held from told`;

/** Write down that these mails of a force were accepted, each at its instant: "late alerts are marked late". */
export function markLate(
  manager: EntityManager,
  forceId: string,
  mails: readonly { id: string; at: DateTime }[],
  lateAfterMinutes: number,
): Promise<Lateness[]> {
  const [ids, instants] = [mails.map(({ id }) => id), mails.map(({ at }) => at)];
  return manager.query(TOLD, [forceId, ids, instants, lateAfterMinutes, LOCAL_ZONE]);
}
