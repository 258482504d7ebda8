import { COVERED_DAYS, countOfDays, STATES_OF_GAP, stateOn } from './covered-days.query.js';
import type { CoverageState } from './domain/coverage-state.js';

export interface GapRow {
  fromOn: string;
  toOn: string;
  days: number;
  states: CoverageState[];
}

/** Days by state; `last_state` is null if the neighbourhood did not exist on the last day. */
export interface CoverageRow {
  id: string;
  code: string;
  name: string;
  covered: number;
  deputy_covering: number;
  absent: number;
  not_contactable: number;
  unpublished: number;
  vacant: number;
  nationally: number;
  last_state: CoverageState | null;
  last_nationally: boolean;
  gaps: GapRow[];
}

/** Parameters: those of the covered days; the period has an end. */
export const COVERAGE = `
-- In which state was each neighbourhood of a force on how many days of a period, on the last one, and where are the gaps?
with ${COVERED_DAYS}
select h.id, h.code, h.name,
       ${countOfDays('h.covered')} as covered,
       ${countOfDays('h.deputy_covering')} as deputy_covering,
       ${countOfDays('h.absent')} as absent,
       ${countOfDays('h.not_contactable')} as not_contactable,
       ${countOfDays('h.unpublished')} as unpublished,
       ${countOfDays('h.vacant')} as vacant,
       ${countOfDays('h.nationally')} as nationally,
       ${stateOn('($3::date - 1)')} as last_state,
       h.nationally @> ($3::date - 1) as last_nationally,
       coalesce((
         select jsonb_agg(jsonb_build_object('fromOn', lower(r), 'toOn', upper(r) - 1, 'days', upper(r) - lower(r),
                                             'states', ${STATES_OF_GAP}) order by lower(r))
         from unnest(h.lacking) r
       ), '[]') as gaps
from held h
order by h.name, h.code`;
