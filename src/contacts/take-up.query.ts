import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** Who says "I have it" of a clock, and since when. */
export interface Taker {
  at: DateTime;
  by: string;
}

/** Write down who has this clock from now on (nobody, if null), and when it is to be looked at again. */
export async function setTaker(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  taker: Taker | null,
  nextAlertAt: DateTime | null,
): Promise<void> {
  await manager.query(
    `update clock set taken_up_at = $3, taken_up_by = $4, next_alert_at = $5 where force_id = $1 and id = $2`,
    [forceId, clockId, taker?.at ?? null, taker?.by ?? null, nextAlertAt],
  );
}

/**
 * Nobody has this clock any more: of what was last said about it, only whoever had it may have heard. The next sweep
 * works out anew who hears that, and tells those who were not told. What was said before somebody took the contact up
 * everybody has heard, and so they have of a rung that spoke after that.
 */
export async function tellTheOthers(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  takenUpAt: DateTime,
): Promise<void> {
  await manager.query(
    `with latest as (
       select id, rung_at, planned_at, dispatched_at from alert
        where force_id = $1 and clock_id = $2 and superseded_at is null and withdrawn_at is null
        order by planned_at desc, step desc limit 1)
     update alert a set dispatched_at = null from latest
      where a.force_id = $1 and a.id = latest.id and latest.dispatched_at >= $3
        and coalesce(latest.rung_at, latest.planned_at) <= $3`,
    [forceId, clockId, takenUpAt],
  );
}
