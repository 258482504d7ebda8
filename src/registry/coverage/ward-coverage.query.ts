import { belonging } from '../wards/belonging.js';
import { COVERED_DAYS, countOfDays } from './covered-days.query.js';
import type { WardState } from './domain/ward-state.js';

/** Days by state; `last_state` is null if the ward did not exist on the last day. */
export interface WardCoverageRow {
  id: string;
  code: string;
  name: string;
  covered: number;
  partly: number;
  not_covered: number;
  nationally: number;
  last_state: WardState | null;
  last_nationally: boolean;
  gaps: { fromOn: string; toOn: string; days: number; states: WardState[] }[];
}

/**
 * On which days was each ward covered, in part or not at all: follows the covered days. Parameter $8 is the least share of
 * a ward's area that makes a neighbourhood count.
 */
export const WARDED_DAYS = `
belonging as materialized (${belonging('$8')}
), warded as materialized (
  -- On which days one of its neighbourhoods was covered, and on which one was not. Those that do not exist on a day say nothing.
  select w.id, w.code, w.name, datemultirange(w.during * daterange($2, $3)) as days,
         coalesce(range_agg(h.present), '{}') as reached,
         coalesce(range_agg(h.lacking), '{}') as lacking,
         coalesce(range_agg(h.nationally), '{}') as nationally_reached,
         coalesce(range_agg(h.days - h.nationally), '{}') as nationally_lacking
  from ward w
  left join belonging b on b.ward_id = w.id
  left join held h on h.id = b.neighbourhood_id
  where w.force_id = $1 and w.during && daterange($2, $3)
  group by w.id, w.code, w.name, w.during
), stated as materialized (
  select w.id, w.code, w.name, w.days, w.days * (w.reached - w.lacking) as covered, w.days * w.reached * w.lacking as partly,
         w.days - w.reached as not_covered, w.days * (w.nationally_reached - w.nationally_lacking) as nationally
  from warded w
)`;

/** Parameters: those of the covered days, and the least share of a ward's area that makes a neighbourhood count. */
export const WARD_COVERAGE = `
-- In which state was each ward of a force on how many days of a period, on the last one, and where are the gaps?
with ${COVERED_DAYS}, ${WARDED_DAYS}
select s.id, s.code, s.name,
       ${countOfDays('s.covered')} as covered,
       ${countOfDays('s.partly')} as partly,
       ${countOfDays('s.not_covered')} as not_covered,
       ${countOfDays('s.nationally')} as nationally,
       case when s.covered @> ($3::date - 1) then 'covered' when s.partly @> ($3::date - 1) then 'partly'
            when s.not_covered @> ($3::date - 1) then 'not-covered' end as last_state,
       s.nationally @> ($3::date - 1) as last_nationally,
       coalesce((
         select jsonb_agg(jsonb_build_object('fromOn', lower(r), 'toOn', upper(r) - 1, 'days', upper(r) - lower(r),
                  'states', array_remove(array[case when s.partly && r then 'partly' end,
                                               case when s.not_covered && r then 'not-covered' end], null)) order by lower(r))
         from unnest(s.days - s.covered) r
       ), '[]') as gaps
from stated s
order by s.name, s.code`;
