import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { DispatchRules } from './hearings.js';
import { listenersOn } from './listeners.js';

/**
 * Of which neighbourhoods can somebody hear again whom the standard names of their own people? Closes the gap of each,
 * whatever the clocks of two instances say. It was opened by the same rule: see `hasGap`.
 */
export async function closeListeningGaps(
  manager: EntityManager,
  { ownOf }: Pick<DispatchRules, 'ownOf'>,
  now: DateTime,
  today: string,
): Promise<void> {
  const forces = (await manager.query(
    `select distinct force_id as id from listening_gap where closed_at is null`,
  )) as { id: string }[];
  if (forces.length === 0) return;
  const named = forces.flatMap(({ id }) => ownOf(id).map((who) => ({ id, who })));
  await manager.query(
    `with named as (select * from unnest($3::text[], $4::text[]) as n (force_id, who)),
     place as (select force_id, neighbourhood_id from listening_gap where closed_at is null), ${listenersOn('$2')}
     update listening_gap g set closed_at = greatest($1, g.opened_at)
      where g.closed_at is null
        and (exists (select from listener l join named n on n.force_id = l.force_id and n.who = l.who
                      where l.force_id = g.force_id and l.neighbourhood_id = g.neighbourhood_id and l.skipped is null)
          -- A standard that names nobody of their own misses nobody.
          or not exists (select from named n where n.force_id = g.force_id))`,
    [now, today, named.map(({ id }) => id), named.map(({ who }) => who)],
  );
}
