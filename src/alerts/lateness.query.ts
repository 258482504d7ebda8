import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../common/calendar.js';
import { heldUntil, SAYABLE_AT } from './lateness.js';

export interface Lateness {
  /** From when the alert could be said until it was. */
  seconds: number;
  /** Did the recipient's quiet hours hold it? */
  held: boolean;
}

const TOLD = `
-- How long after it could be said was each alert of this mail told, and did quiet hours hold it? Marks those that were late.
with told as (
  select d.id, ${SAYABLE_AT} as sayable_at, ${heldUntil('$5')} as held_until
    from delivery d
    join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
    join alert a on a.force_id = d.force_id and a.id = d.alert_id and a.withdrawn_at is null
    join clock k on k.force_id = a.force_id and k.id = a.clock_id
     and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
   where d.force_id = $1 and d.mail_id = $2
),
marked as (
  update delivery d set late_at = $3 from told t
   where d.force_id = $1 and d.id = t.id and $3::timestamptz > greatest(t.sayable_at, t.held_until) + make_interval(mins => $4)
)
select greatest(0, extract(epoch from $3::timestamptz - sayable_at))::float8 as seconds,
       held_until is not null and held_until > sayable_at as held from told`;

/** Write down that this mail was accepted now: "late alerts are marked late". */
export function markLate(
  manager: EntityManager,
  mail: { forceId: string; id: string },
  at: DateTime,
  lateAfterMinutes: number,
): Promise<Lateness[]> {
  return manager.query(TOLD, [mail.forceId, mail.id, at, lateAfterMinutes, LOCAL_ZONE]);
}
