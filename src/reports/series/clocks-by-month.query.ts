import { LOCAL_ZONE } from '../../common/calendar.js';
import {
  DUE,
  FLAGS_OF_CODE,
  IS_CLOSED,
  IS_OPEN,
  MINUTES_OF_TIME,
  OF_CLOCK,
  RANKED_CODE,
} from '../measures/clock-code.js';
import type { ClockMeasure } from '../measures/measure.js';
import { ofPart } from '../measures/of-part.js';

/** One month: how many were due, and `value_0`, `numerator_0`, `denominator_0`, … of each measure by its index. */
export interface ClockMonthRow extends Record<string, unknown> {
  month: string;
  due: number;
}

/**
 * The clocks of some calendar months, by the rules of `CLOCKS_OF_PERIOD`, with the month beside them: of months that have
 * ended by the cut-off the closed ones from what was counted beforehand, unless that is to be counted anew; the others
 * from the clocks themselves. Parameters: the force, the first and the last month, the data cut-off, the instant at which
 * the force's figures begin, and the neighbourhoods that answer for them, or null for all.
 */
const CLOCKS_OF_MONTHS = `
month as materialized (
  select first::date as month, first at time zone '${LOCAL_ZONE}' as start_at,
         least((first + interval '1 month') at time zone '${LOCAL_ZONE}', $4::timestamptz) as end_at,
         (first + interval '1 month') at time zone '${LOCAL_ZONE}' <= $4::timestamptz as ended
  from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 month') first
), anew as materialized (
  select distinct neighbourhood_id, due_month as month from response_month_due
  where force_id = $1 and due_month between $2::date and $3::date
), counted_month as not materialized (
  select m.due_month as month, m.codes, m.counts, m.times
  from response_month m
  -- A month that has ended by the cut-off lies before the month of the cut-off.
  where m.force_id = $1 and m.due_month >= $2::date and m.due_month < least(($3::date + interval '1 month')::date, due_month($4::timestamptz))
    and ${ofPart('m.neighbourhood_id', '$6')}
    and not exists (select from anew a where a.neighbourhood_id = m.neighbourhood_id and a.month = m.due_month)
), span (month, start_at, end_at, open, ended) as materialized (
  select month, start_at, end_at, true, false from month
  union all
  select month, start_at, end_at, false, ended from month where not ended or month in (select month from anew)
), single as materialized (
  select s.month, k.code, k.time
  from span s cross join lateral (
    select ${OF_CLOCK} from clock k
    where k.force_id = $1 and k.due_at >= s.start_at and k.due_at < s.end_at and k.started_at >= $5::timestamptz
      and ${IS_CLOSED} and not s.open
    union all
    select ${OF_CLOCK} from clock k
    where k.force_id = $1 and k.due_at >= s.start_at and k.due_at < s.end_at and k.started_at >= $5::timestamptz
      and ${IS_OPEN} and s.open
    -- Month by month by the index: the planner does not know how few there are.
    offset 0
  ) k
  where ${ofPart('k.neighbourhood_id', '$6')}
    and (not s.ended or (k.neighbourhood_id, s.month) in (select neighbourhood_id, month from anew))
), single_time as materialized (
  select month, array_agg(time) as times from single where ${RANKED_CODE} group by month
), clock_group as (
  select month, n, ${FLAGS_OF_CODE}
  from (select month, code, sum(n) as n
        from (select month, unnest(codes) as code, unnest(counts) as n from counted_month
              union all
              select month, code, 1 from single) each
        group by month, code) coded
)`;

const countWhere = (filter: string): string => `coalesce(sum(n) filter (where ${filter}), 0)::int8`;

/** What became of the clocks due in each month, measure by measure; those of answers past due have no statement here. */
export function clocksByMonth(measures: readonly ClockMeasure[]): string {
  const counted = measures.flatMap(({ sql }, index) => {
    if ('count' in sql) return [`${countWhere(sql.count)} as value_${index}`];
    return 'share' in sql
      ? [`${countWhere(sql.share)} as numerator_${index}`, `${countWhere(sql.of)} as denominator_${index}`]
      : [];
  });
  // Nearest rank over all that are due; nobody has answered beyond the last.
  const ranked = measures.flatMap(({ sql }, index) =>
    'percentile' in sql
      ? [`${MINUTES_OF_TIME(`r.times[ceil(${sql.percentile}::numeric * c.due)::int]`)} as value_${index}`]
      : [],
  );
  return `
-- What became of the clocks due in each of some calendar months?
with ${CLOCKS_OF_MONTHS}, counted as materialized (
  select month, ${[`${countWhere(DUE)} as due`, ...counted].join(',\n         ')}
  from clock_group group by month
)
select ${['c.*', ...ranked].join(', ')}
from counted c cross join lateral (
  -- A month at a time: so few are sorted quickly, by one column.
  select array_agg(time order by time) as times
  from (select unnest(m.times) as time from counted_month m where m.month = c.month
        union all
        select unnest(s.times) from single_time s where s.month = c.month) each
) r`;
}
