import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { membersOn } from './digest-parts.js';

/**
 * A part of a statement: requests for recourse that no supervisor has answered, each with the neighbourhood that has the
 * contact now.
 */
export const REQUESTS = `
request as materialized (
  select r.force_id, r.id, r.due_at, coalesce(k.neighbourhood_id, r.neighbourhood_id) as neighbourhood_id
    from recourse_request r
    left join lateral (select c.neighbourhood_id from clock c where c.force_id = r.force_id and c.contact_id = r.contact_id limit 1) k on true
   where r.answered_at is null and r.outcome is null
)`;

/** How many people wait for a supervisor, and how many of them for too long. */
export interface RecourseWaiting {
  waiting: number;
  overdue: number;
}

export const NOBODY_ASKED: RecourseWaiting = { waiting: 0, overdue: 0 };

/** How many requests wait in the places this recipient supervises? A force admin is told of those that are overdue. */
export async function recourseFor(
  manager: EntityManager,
  forceId: string,
  { kind, id }: { kind: string; id: string },
  { now, today }: { now: DateTime; today: string },
): Promise<RecourseWaiting> {
  const [row] = (await manager.query(
    `with ${membersOn('$4')}, ${REQUESTS},
     theirs as materialized (
       select m.who, b.id from member m
         left join lateral answered_by(m.force_id, m.neighbourhood_id, $4::date) as b (id) on m.neighbourhood_id is not null
        where m.force_id = $1 and m.kind = $2 and m.id = $3)
     select count(*) as waiting, count(*) filter (where r.due_at <= $5) as overdue
       from request r
      where r.force_id = $1
        and exists (select from theirs s where s.who = 'supervisor' and s.id = r.neighbourhood_id
                       or s.who = 'force-admin' and r.due_at <= $5)`,
    [forceId, kind, id, today, now],
  )) as [RecourseWaiting];
  return row;
}
