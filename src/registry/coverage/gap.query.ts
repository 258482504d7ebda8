import { COVERED_DAYS, STATES_OF_GAP, stateOn } from './covered-days.query.js';
import type { CoverageState } from './domain/coverage-state.js';

/** Null as a last day: no known date ends it. */
interface GapOfNeighbourhood {
  neighbourhoodId: string;
  code: string;
  name: string;
  toOn: string | null;
  states: CoverageState[];
}

export interface OpenGapRow extends GapOfNeighbourhood {
  sinceOn: string;
  state: CoverageState;
}

export interface ComingGapRow extends GapOfNeighbourhood {
  fromOn: string;
  /** Who covered the day before; null if the neighbourhood did not exist. */
  officerId: string | null;
  collarNumber: string | null;
  assigned: boolean | null;
  inService: boolean | null;
  rankAllowed: boolean | null;
  published: boolean | null;
  contactable: boolean | null;
}

/** Parameters: those of the covered days, without an end, and the first and the last of the days to look at. */
export const OPEN_GAPS = `
-- Which gaps of a force have one of some days, since when, until when as far as is known, and what is the first of the days?
with ${COVERED_DAYS}
select h.id as "neighbourhoodId", h.code, h.name, lower(r) as "sinceOn", upper(r) - 1 as "toOn",
       ${stateOn('greatest(lower(r), $8::date)')} as state, ${STATES_OF_GAP} as states
from held h cross join unnest(h.lacking) r
where r && daterange($8::date, $9::date, '[]')
order by h.name, h.code, lower(r)`;

/** Parameters: those of the covered days, from a day on and without an end, and within how many days a gap begins. */
export const COMING_GAPS = `
-- Which gaps of a force begin within so many days after a day, as known now, and who covered the day before each?
with ${COVERED_DAYS}, coming as materialized (
  select h.id, h.code, h.name, r as gap, lower(r) as from_on, ${STATES_OF_GAP} as states
  from held h cross join unnest(h.lacking) r
  where lower(r) > $2 and lower(r) <= $2::date + $8::integer
), cover as (
  -- Of several who covered the day before, a named officer before a deputy and the lead before all.
  select distinct on (c.id, c.from_on) c.id, c.from_on, j.officer_id, f.collar_number,
         j.during @> c.from_on as assigned, j.in_service @> c.from_on as in_service, j.ranked @> c.from_on as rank_allowed,
         not j.withheld @> c.from_on as published, j.online @> c.from_on as contactable
  from coming c
  join judged j on j.id = c.id and j.present @> (c.from_on - 1)
  join officer f on f.force_id = $1 and f.id = j.officer_id
  order by c.id, c.from_on, array_position(array['lead', 'named', 'deputy'], j.role), f.collar_number
)
select c.id as "neighbourhoodId", c.code, c.name, c.from_on as "fromOn", upper(c.gap) - 1 as "toOn", c.states,
       v.officer_id as "officerId", v.collar_number as "collarNumber", v.assigned, v.in_service as "inService",
       v.rank_allowed as "rankAllowed", v.published, v.contactable
from coming c left join cover v on v.id = c.id and v.from_on = c.from_on
order by c.from_on, c.name, c.code`;
