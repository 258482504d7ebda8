import { COVERED_DAYS, countOfDays, STATES_OF_GAP, stateOn } from './covered-days.query.js';
import type { GapRow } from './coverage.query.js';
import { COVERAGE_STATES, type CoverageState } from './domain/coverage-state.js';
import { WARD_STATES, type WardState } from './domain/ward-state.js';
import { WARDED_DAYS, type WardCoverageRow } from './ward-coverage.query.js';

interface Row<Kind, State extends string, Gap> {
  kind: Kind;
  /** Which of the periods, from 1. */
  n: number;
  id: string;
  code: string;
  name: string;
  days: Record<State, number>;
  /** Null if it did not exist on the last day. */
  last_state: State | null;
  nationally: number;
  last_nationally: boolean;
  gaps: Gap[];
}

export type CoverageOfPeriodRow =
  Row<'neighbourhood', CoverageState, GapRow> | Row<'ward', WardState, WardCoverageRow['gaps'][number]>;

/** How many days of the period `p` has each of these sets of days, which are named after the states. */
const daysByState = (row: string, states: readonly string[]): string =>
  `jsonb_build_object(${states
    .map((state) => `'${state}', ${countOfDays(`${row}.${state.replaceAll('-', '_')} * p.days`)}`)
    .join(',\n         ')})`;

const gapsWithin = (lacking: string, states: string): string => `coalesce((
         select jsonb_agg(jsonb_build_object('fromOn', lower(r), 'toOn', upper(r) - 1, 'days', upper(r) - lower(r),
                                             'states', ${states}) order by lower(r))
         from unnest((${lacking}) * p.days) r
       ), '[]')`;

/** Best first, as in each row's own statement. */
const STATES_OF_WARD_GAP = `array_remove(array[case when s.partly && r then 'partly' end,
                                              case when s.not_covered && r then 'not-covered' end], null)`;

/**
 * Parameters: those of the covered days, from the first day of all the periods to the last; the least share of a ward's
 * area; the first and the last days of the periods.
 */
export const COVERAGE_OF_PERIODS = `
-- In which state was each neighbourhood and each ward of a force on how many days of each of some periods, on the last day
-- of each, and where are the gaps? What a day was like is worked out once for all of them.
with ${COVERED_DAYS}, ${WARDED_DAYS}, asked as materialized (
  select each.n::int as n, datemultirange(daterange(each.from_on, each.to_on, '[]')) as days, each.to_on as last_on
  from unnest($9::date[], $10::date[]) with ordinality as each (from_on, to_on, n)
)
select 'neighbourhood' as kind, p.n, h.id, h.code, h.name, ${daysByState('h', COVERAGE_STATES)} as days,
       ${stateOn('p.last_on')} as last_state, ${countOfDays('h.nationally * p.days')} as nationally,
       h.nationally @> p.last_on as last_nationally, ${gapsWithin('h.lacking', STATES_OF_GAP)} as gaps
from asked p join held h on h.days && p.days
union all
select 'ward', p.n, s.id, s.code, s.name, ${daysByState('s', WARD_STATES)},
       case when s.covered @> p.last_on then 'covered' when s.partly @> p.last_on then 'partly'
            when s.not_covered @> p.last_on then 'not-covered' end, ${countOfDays('s.nationally * p.days')},
       s.nationally @> p.last_on, ${gapsWithin('s.days - s.covered', STATES_OF_WARD_GAP)}
from asked p join stated s on s.days && p.days
order by kind, n, name, code`;
