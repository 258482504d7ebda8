import { LOCAL_ZONE } from '../../common/calendar.js';
import { MONTHS_CURRENT } from './domain/priorities-current.js';

/**
 * For a force `$1` and a day `$2`: every neighbourhood that exists on the day, with the day by then on which its priorities
 * were last reviewed. Published is "updated in the last 3 months", so besides a review that was recorded, an issue that
 * was set and an action that was taken on a day is one.
 */
export const LAST_REVIEWS = `last_review as (
  select n.id as neighbourhood_id, n.code, n.name, max(r.reviewed_on) as reviewed_on
  from neighbourhood n
  left join lateral (
    select v.reviewed_on from priority_review v where v.force_id = $1 and v.neighbourhood_id = n.id
    union all
    select (day at time zone '${LOCAL_ZONE}')::date
    from priority p cross join lateral unnest(array[p.issue_at, p.action_at]) as day
    where p.force_id = $1 and p.neighbourhood_id = n.id
  ) r on r.reviewed_on <= $2::date
  where n.force_id = $1 and n.during @> $2::date
  group by n.id, n.code, n.name
)`;

/** Of a `last_review`: does it make the priorities current on the day `$2`, by the rule of `isCurrent`? */
export const IS_CURRENT = `reviewed_on >= ($2::date - interval '${MONTHS_CURRENT} months')::date`;
