import { COVERED_DAYS, countOfDays } from './covered-days.query.js';

/** Neighbourhood-days of one calendar month. */
export interface CoverageMonthRow {
  month: string;
  days: number;
  covered: number;
  nationally: number;
}

/** How many days of a multirange lie in month `m`; most hold all of it or none. */
const daysInMonth = (multirange: string): string =>
  `sum(case when ${multirange} @> m.days then upper(m.days) - lower(m.days)
            when ${multirange} && m.days then ${countOfDays(`${multirange} * datemultirange(m.days)`)} else 0 end)::int`;

/** Parameters: those of the covered days, whose period has an end, and the neighbourhoods, or null for all. */
export const COVERAGE_MONTHS = `
-- On how many neighbourhood-days of each calendar month of a period was there cover, and how many were there?
with ${COVERED_DAYS}, month as materialized (
  select first::date as month, daterange(first::date, (first + interval '1 month')::date) * daterange($2, $3) as days
  from generate_series(date_trunc('month', $2::date::timestamp), $3::date::timestamp - interval '1 day', interval '1 month') first
)
select m.month, ${daysInMonth('h.days')} as days, ${daysInMonth('h.present')} as covered,
       ${daysInMonth('h.nationally')} as nationally
from month m cross join held h
where $8::uuid[] is null or h.id = any ($8)
group by m.month
order by m.month`;
