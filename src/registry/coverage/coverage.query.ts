import type { CoverageGap } from './coverage.js';
import type { CoverageState } from './domain/coverage-state.js';

/** Days by state; `last_state` is null if the neighbourhood did not exist on the last day. */
export interface CoverageRow {
  id: string;
  code: string;
  name: string;
  covered: number;
  deputy_covering: number;
  not_contactable: number;
  unpublished: number;
  vacant: number;
  last_state: CoverageState | null;
  gaps: CoverageGap[];
}

/** Parameters: force, first day, day after the last, ranks that may be named. */
export const COVERAGE = `
-- In which state was each neighbourhood of a force on how many days of a period, on the last one, and where are the gaps?
with living as (
  select n.id, n.code, n.name, n.during * daterange($2, $3) as days,
         n.form_enabled or coalesce(n.email <> '', false) or coalesce(n.web_url <> '', false) as online
  from neighbourhood n
  where n.force_id = $1 and n.during && daterange($2, $3)
), judged as materialized (
  -- Worked out once: merged into the join below, it is worked out anew for every neighbourhood where statistics lack.
  -- One assignment's state, over the days it holds: the worst flaw decides. One that counts as nobody is left out.
  select l.id, a.during * l.days as days,
         case when o.name_withheld then 'unpublished'
              when not (l.online or coalesce(o.public_email <> '', false)) then 'not-contactable'
              when a.role = 'deputy' then 'deputy-covering'
              else 'covered' end as state
  from living l
  join assignment a on a.force_id = $1 and a.neighbourhood_id = l.id and a.during && l.days
  join officer o on o.force_id = $1 and o.id = a.officer_id
  where a.role in ('lead', 'named', 'deputy') and o.rank = any ($4::text[])
), held as (
  select l.id, l.code, l.name, datemultirange(l.days) as days,
         coalesce(range_agg(j.days) filter (where j.state = 'covered'), '{}') as covered,
         coalesce(range_agg(j.days) filter (where j.state = 'deputy-covering'), '{}') as deputy,
         coalesce(range_agg(j.days) filter (where j.state = 'not-contactable'), '{}') as not_contactable,
         coalesce(range_agg(j.days) filter (where j.state = 'unpublished'), '{}') as unpublished
  from living l left join judged j on j.id = l.id
  group by l.id, l.code, l.name, l.days
), best as (
  -- A neighbourhood takes its best: each state holds the days that no better one has.
  select h.id, h.code, h.name, h.days,
         h.covered,
         h.deputy - h.covered as deputy_covering,
         h.not_contactable - h.covered - h.deputy as not_contactable,
         h.unpublished - h.covered - h.deputy - h.not_contactable as unpublished,
         h.days - h.covered - h.deputy - h.not_contactable - h.unpublished as vacant
  from held h
)
select b.id, b.code, b.name,
       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(b.covered) r) as covered,
       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(b.deputy_covering) r) as deputy_covering,
       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(b.not_contactable) r) as not_contactable,
       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(b.unpublished) r) as unpublished,
       (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(b.vacant) r) as vacant,
       case when b.covered @> ($3::date - 1) then 'covered'
            when b.deputy_covering @> ($3::date - 1) then 'deputy-covering'
            when b.not_contactable @> ($3::date - 1) then 'not-contactable'
            when b.unpublished @> ($3::date - 1) then 'unpublished'
            when b.vacant @> ($3::date - 1) then 'vacant' end as last_state,
       coalesce((
         select jsonb_agg(jsonb_build_object(
                  'fromOn', lower(r), 'toOn', upper(r) - 1, 'days', upper(r) - lower(r),
                  'states', array_remove(array[case when b.not_contactable && r then 'not-contactable' end,
                                               case when b.unpublished && r then 'unpublished' end,
                                               case when b.vacant && r then 'vacant' end], null))
                order by lower(r))
         from unnest(b.days - b.covered - b.deputy_covering) r
       ), '[]') as gaps
from best b
order by b.name, b.code`;
