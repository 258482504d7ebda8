import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { listenersOn } from './listeners.js';

/** Of which neighbourhoods can somebody of their own hear again? Closes the gap of each, whatever the clocks of two instances say. */
export async function closeListeningGaps(
  manager: EntityManager,
  now: DateTime,
  today: string,
): Promise<void> {
  await manager.query(
    `with place as (select force_id, neighbourhood_id from listening_gap where closed_at is null), ${listenersOn('$2')}
     update listening_gap g set closed_at = greatest($1, g.opened_at)
      where g.closed_at is null
        and exists (select from listener l where l.force_id = g.force_id and l.neighbourhood_id = g.neighbourhood_id
                      and l.skipped is null and l.who in ('lead', 'named', 'deputy', 'team'))`,
    [now, today],
  );
}
