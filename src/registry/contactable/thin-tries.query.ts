import type { EntityManager } from 'typeorm';
import { addDays } from '../../common/calendar.js';

/** Parameters: force, the first day that keeps all its tries. */
const NEXT_DAY = `
-- Which is the oldest day of this force that may still have several tries of a route? Null if none is left. Nobody has
-- the row while another instance is at it.
select (select min(c.checked_on) from route_check c
         where c.force_id = $1 and c.checked_on >= t.before_on and c.checked_on < $2) as "on"
from route_check_thinned t where t.force_id = $1 and t.before_on < $2 for update of t skip locked`;

/** Parameters: force, day. */
const THIN = `
-- Which tries of a day decide nothing? "A route fails a day only if every try of that day failed", so of each route one
-- is kept: the last that worked, or if none did the last of all.
with placed as (
  select id, row_number() over (partition by coalesce(neighbourhood_id, officer_id), kind order by works desc, checked_at desc, id desc) as place
  from route_check where force_id = $1 and checked_on = $2
)
delete from route_check c using placed p where c.force_id = $1 and c.id = p.id and p.place > 1`;

/** Begin the account of a force whose tries were never thinned, before its first try. */
export async function beginThinning(manager: EntityManager, forceId: string): Promise<void> {
  await manager.query(
    `insert into route_check_thinned (force_id, before_on)
     select $1, min(checked_on) from route_check where force_id = $1 having min(checked_on) is not null
     on conflict on constraint route_check_thinned_pk do nothing`,
    [forceId],
  );
}

export interface ThinnedDay {
  on: string;
  /** How many tries went. */
  tries: number;
}

/**
 * Thin the tries of the oldest day that is not thinned yet and lies before `keptFromOn`; null if there is none, or another
 * instance is at it. Later days are never touched, and no day is thinned twice.
 */
export async function thinNextDay(
  manager: EntityManager,
  forceId: string,
  keptFromOn: string,
): Promise<ThinnedDay | null> {
  const [next] = await manager.query<{ on: string | null }[]>(NEXT_DAY, [forceId, keptFromOn]);
  if (!next) return null;
  const { on } = next;
  const [, tries] =
    on === null ? [null, 0] : ((await manager.query(THIN, [forceId, on])) as [unknown, number]);
  await manager.query(`update route_check_thinned set before_on = $2 where force_id = $1`, [
    forceId,
    on === null ? keptFromOn : addDays(on, 1),
  ]);
  return on === null ? null : { on, tries };
}
