import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { newId } from '../../common/new-id.js';
import { isCurrent } from './domain/priorities-current.js';
import { LAST_REVIEWS } from './last-reviews.js';

export interface LastReview {
  neighbourhoodId: string;
  code: string;
  name: string;
  /** Null if never by that day. */
  reviewedOn: string | null;
  /** Priorities that hold on the day. */
  priorities: number;
}

const REVIEWS = `
-- When were the priorities of each neighbourhood that exists on a day last reviewed by then, the longest ago first?
with ${LAST_REVIEWS}
select l.neighbourhood_id as "neighbourhoodId", l.code, l.name, l.reviewed_on as "reviewedOn",
       (select count(*) from priority p where p.force_id = $1 and p.neighbourhood_id = l.neighbourhood_id
           and (p.issue_at at time zone '${LOCAL_ZONE}')::date <= $2::date and (p.ended_on is null or p.ended_on > $2::date)) as priorities
from last_review l
order by l.reviewed_on nulls first, l.name, l.code`;

/** Every neighbourhood that exists on the day, whose review lies longest back first; never reviewed before all. */
export function lastReviews(manager: EntityManager, forceId: string, onDay: string): Promise<LastReview[]> {
  return manager.query<LastReview[]>(REVIEWS, [forceId, onDay]);
}

/** Those whose priorities are not current on the day: last reviewed more than 3 calendar months before, or never. */
export async function stalePriorities(
  manager: EntityManager,
  forceId: string,
  onDay: string,
): Promise<LastReview[]> {
  const all = await lastReviews(manager, forceId, onDay);
  return all.filter(({ reviewedOn }) => !isCurrent(reviewedOn, onDay));
}

/** The priorities of the neighbourhood were reviewed on this day, changed or not. @returns false the second time. */
export async function recordReview(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  reviewedOn: string,
): Promise<boolean> {
  const stored = await manager.query<unknown[]>(
    `insert into priority_review (force_id, id, neighbourhood_id, reviewed_on) values ($1, $2, $3, $4)
     on conflict on constraint priority_review_once do nothing returning id`,
    [forceId, newId(), neighbourhoodId, reviewedOn],
  );
  return stored.length > 0;
}
