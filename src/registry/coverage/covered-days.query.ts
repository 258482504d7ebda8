import { addDays } from '../../common/calendar.js';
import type { CoverageRules } from './coverage-rules.js';

/** The days asked about, both ends included; without a last one, all from the first on. */
export interface AskedDays {
  fromOn: string;
  toOn: string | null;
  /** The day on which it is asked: a route that has not worked again yet has failed up to it. */
  todayOn: string;
}

/**
 * On which days did every neighbourhood of a force have which sort of officer? The part that every statement about
 * coverage begins with. Parameters $1 to $7: see `coveredDaysParameters`.
 *
 * Each assignment has four sets of days, each within the one before: `serving` (role, rank and service), `published`,
 * `contactable`, `present`. So "its worst flaw decides" and "a neighbourhood takes its best" are set differences.
 *
 * What belongs to an officer is brought together by one pass over all facts in the order of officers, and not by joins:
 * right after an import the database knows nothing of how many rows there are, and would join them row by row for
 * minutes. `offset 0` keeps each set from being worked out again by all that use it.
 */
export const COVERED_DAYS = `
living as materialized (
  select n.id, n.code, n.name, datemultirange(n.during * daterange($2, $3)) as days
  from neighbourhood n where n.force_id = $1 and n.during && daterange($2, $3)
), failing as materialized (
  -- "A route fails a day only if every try of that day failed"; it counts from so many days in a row. Of a run that
  -- reaches into the period, what lies further off than that cannot change whether it is long enough; one without an
  -- end is as long as it is today, so that what is asked of days to come looks back from today.
  select r.neighbourhood_id, r.officer_id, r.kind, range_agg(r.run) as days
  from (select f.neighbourhood_id, f.officer_id, f.kind, unnest(range_agg(f.during)) as run from route_failure f
        where f.force_id = $1 and f.during && daterange(least($2::date, $7::date) - $6::integer, $3::date + $6::integer)
        group by f.neighbourhood_id, f.officer_id, f.kind) r
  where coalesce(upper(r.run), $7::date + 1) - lower(r.run) >= $6
  group by r.neighbourhood_id, r.officer_id, r.kind
), reachable as materialized (
  select r.neighbourhood_id as id, range_agg(datemultirange(r.during) - coalesce(f.days, '{}')) as days
  from contact_route r left join failing f on f.neighbourhood_id = r.neighbourhood_id and f.kind = r.kind
  where r.force_id = $1 and r.neighbourhood_id is not null and r.kind in ('form', 'email', 'web')
  group by r.neighbourhood_id
), noted_absence as (
  -- Of one officer no two absences share a day, so those that make one run follow on one another.
  select a.officer_id, a.during, lag(upper(a.during)) over by_date = lower(a.during)
         or upper(a.during) = lead(lower(a.during)) over by_date as touches
  from absence a
  where a.force_id = $1 and a.kind <> 'abstraction' and a.during && daterange($2::date - $5::integer, $3::date + $5::integer)
  window by_date as (partition by a.officer_id order by a.during)
), away as (
  -- Absences that touch are one run; one without an end is long enough. A short one that touches none is passed over.
  select y.officer_id, (select range_agg(run) from unnest(y.days) run
    where upper_inf(run) or upper(run) - lower(run) >= $5) as days
  from (select n.officer_id, range_agg(n.during) as days from noted_absence n
        where n.touches or upper_inf(n.during) or upper(n.during) - lower(n.during) >= $5
        group by n.officer_id) y
), officer_fact as (
  select o.id as officer_id, 'service' as fact, datemultirange(o.in_service) as days,
         null::uuid as assignment_id, null::uuid as neighbourhood_id, null as role, null::daterange as during
  from officer o where o.force_id = $1
  union all
  select r.officer_id, 'rank', datemultirange(r.during), null, null, null, null
  from officer_rank r where r.force_id = $1 and r.rank = any ($4::text[])
  union all
  select w.officer_id, 'withheld', datemultirange(w.during), null, null, null, null
  from officer_name_withheld w where w.force_id = $1
  union all
  -- An officer's own address is no route on days on which it fails; far fewer have one that fails than there are facts.
  select r.officer_id, 'mail', datemultirange(r.during) - coalesce(f.days, '{}'), null, null, null, null
  from contact_route r left join failing f on f.officer_id = r.officer_id and f.kind = r.kind
  where r.force_id = $1 and r.officer_id is not null and r.kind = 'email'
  union all
  select y.officer_id, 'away', y.days, null, null, null, null from away y
  union all
  select a.officer_id, 'assignment', datemultirange(a.during), a.id, a.neighbourhood_id, a.role, a.during
  from assignment a where a.force_id = $1 and a.role in ('lead', 'named', 'deputy') and a.during && daterange($2, $3)
), assigned as materialized (
  select * from (
    select f.fact, f.days, f.assignment_id, f.neighbourhood_id, f.officer_id, f.role, f.during,
           coalesce(range_agg(f.days) filter (where f.fact = 'service') over of_officer, '{}') as in_service,
           coalesce(range_agg(f.days) filter (where f.fact = 'rank') over of_officer, '{}') as ranked,
           coalesce(range_agg(f.days) filter (where f.fact = 'withheld') over of_officer, '{}') as withheld,
           coalesce(range_agg(f.days) filter (where f.fact = 'mail') over of_officer, '{}') as mailed,
           coalesce(range_agg(f.days) filter (where f.fact = 'away') over of_officer, '{}') as away
    from officer_fact f window of_officer as (partition by f.officer_id)
  ) f where f.fact = 'assignment'
), judged as materialized (
  select l.id, a.officer_id, a.role, a.during, a.in_service, a.ranked, a.withheld, o.days as online,
         s.days as serving, p.days as published, c.days as contactable, c.days - a.away as present
  from assigned a
  join living l on l.id = a.neighbourhood_id
  left join reachable t on t.id = a.neighbourhood_id
  cross join lateral (select l.days * a.days * a.in_service * a.ranked as days offset 0) s
  cross join lateral (select s.days - a.withheld as days offset 0) p
  cross join lateral (select coalesce(t.days, '{}') + a.mailed as days offset 0) o
  cross join lateral (select p.days * o.days as days offset 0) c
), best as materialized (
  select j.id, range_agg(j.serving) as serving, range_agg(j.published) as published,
         range_agg(j.contactable) as contactable, range_agg(j.present) as present,
         range_agg(j.present) filter (where j.role <> 'deputy') as covered,
         -- Named, published and contactable online, whatever the absence; a deputy is not the named officer.
         range_agg(j.contactable) filter (where j.role <> 'deputy') as nationally
  from judged j group by j.id
), held as materialized (
  select l.id, l.code, l.name, l.days, coalesce(b.covered, '{}') as covered,
         coalesce(b.present, '{}') as present, coalesce(b.nationally, '{}') as nationally,
         coalesce(b.present - b.covered, b.present, '{}') as deputy_covering,
         coalesce(b.contactable - b.present, '{}') as absent,
         coalesce(b.published - b.contactable, '{}') as not_contactable,
         coalesce(b.serving - b.published, '{}') as unpublished,
         l.days - coalesce(b.serving, '{}') as vacant,
         l.days - coalesce(b.present, '{}') as lacking
  from living l left join best b on b.id = l.id
)`;

/** How many days a multirange has; it has an end. */
export const countOfDays = (multirange: string): string =>
  `(select coalesce(sum(upper(r) - lower(r)), 0) from unnest(${multirange}) r)`;

/** Which states, best first, the days `r` of a neighbourhood of `held h` have that are not in the numerator. */
export const STATES_OF_GAP = `array_remove(array[
    case when h.absent && r then 'absent' end, case when h.not_contactable && r then 'not-contactable' end,
    case when h.unpublished && r then 'unpublished' end, case when h.vacant && r then 'vacant' end], null)`;

/** The best state of a neighbourhood of `held h` on a day; null if it does not exist on it. */
export const stateOn = (day: string): string => `case
    when h.covered @> ${day} then 'covered' when h.deputy_covering @> ${day} then 'deputy-covering'
    when h.absent @> ${day} then 'absent' when h.not_contactable @> ${day} then 'not-contactable'
    when h.unpublished @> ${day} then 'unpublished' when h.vacant @> ${day} then 'vacant' end`;

export function coveredDaysParameters(
  forceId: string,
  { fromOn, toOn, todayOn }: AskedDays,
  { ranks, absenceDays, routeFailureDays }: CoverageRules,
): unknown[] {
  const endOn = toOn === null ? null : addDays(toOn, 1);
  return [forceId, fromOn, endOn, [...ranks], absenceDays, routeFailureDays, todayOn];
}
