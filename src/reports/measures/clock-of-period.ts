import { DateTime } from 'luxon';
import { addDays, LOCAL_ZONE, localDayOf, startOfLocalDay } from '../../common/calendar.js';
import {
  CHANNEL_OF_CLOCK,
  FLAGS_OF_CODE,
  IS_CLOSED,
  IS_OPEN,
  OF_CLOCK,
  RANKED_CODE,
  WEEKDAY_OF_CODE,
  WITHOUT_WEEKDAY,
} from './clock-code.js';
import type { CountedSpan } from './measure.js';
import { ofPart, partIds } from './of-part.js';

/**
 * The clocks that every response measure counts. "The response measure counts clocks due in the period and before the
 * data cut-off." "A force's figures begin at its start date": a clock that started before that day is nobody's promise
 * yet. "Figures by neighbourhood use the holder at the earlier of response and due": that is
 * `measured_neighbourhood_id`, kept only where it is not who holds the contact now.
 *
 * Closed clocks of whole months come from what was counted beforehand (`response_month`), unless that is to be counted
 * anew; all others from the clocks themselves: the open ones, those of the days at the edges of the period, and those of
 * the months to be counted anew. Parameters: see `clockParameters`.
 *
 * `clock_group`: how many clocks (`n`) of a neighbourhood and channel have which flags; `clock_weekday`: how many of those
 * sent on a weekday. `clock_time`: of each that counts as due and was answered the minutes from start to stop and the
 * weekday, in one number (`clock-code.ts`).
 */
export const CLOCKS_OF_PERIOD = `
counted_month as (
  select m.neighbourhood_id, m.channel, m.codes, m.counts, m.times
  from response_month m
  where m.force_id = $1 and m.due_month >= $6 and m.due_month < $7 and ${ofPart('m.neighbourhood_id', '$10')}
    and not exists (select from response_month_due d where d.force_id = $1 and d.neighbourhood_id = m.neighbourhood_id
                      and d.due_month = m.due_month)
), anew as materialized (
  select distinct neighbourhood_id, due_month from response_month_due
  where force_id = $1 and due_month >= $6 and due_month < $7
), span (start_at, end_at, open, month) as materialized (
  -- Of the whole period the open clocks, of its edges and of the months to be counted anew the closed ones.
  select $2::timestamptz, least($3::timestamptz, $4), true, null::date
  union all values ($2::timestamptz, $8::timestamptz, false, null::date), ($9, least($3::timestamptz, $4), false, null)
  union all
  select due_month::timestamp at time zone '${LOCAL_ZONE}', (due_month + interval '1 month') at time zone '${LOCAL_ZONE}',
         false, due_month
  from (select distinct due_month from anew) month
), single as materialized (
  select k.neighbourhood_id, ${CHANNEL_OF_CLOCK}, k.code, k.time
  from span s cross join lateral (
    select ${OF_CLOCK} from clock k
    where k.force_id = $1 and k.due_at >= s.start_at and k.due_at < s.end_at and k.started_at >= $5
      and ${IS_CLOSED} and not s.open
    union all
    select ${OF_CLOCK} from clock k
    where k.force_id = $1 and k.due_at >= s.start_at and k.due_at < s.end_at and k.started_at >= $5
      and ${IS_OPEN} and s.open
    -- Span by span by the index: the planner does not know how few there are.
    offset 0
  ) k
  where (s.month is null or (k.neighbourhood_id, s.month) in (select neighbourhood_id, due_month from anew))
    and ${ofPart('k.neighbourhood_id', '$10')}
), coded as (
  select neighbourhood_id, channel, unnest(codes) as code, unnest(counts) as n from counted_month
  union all
  select neighbourhood_id, channel, code, 1 from single
), clock_group as (
  select neighbourhood_id, channel, n, ${FLAGS_OF_CODE}
  from (select neighbourhood_id, channel, ${WITHOUT_WEEKDAY} as code, sum(n)::int as n
        from coded group by neighbourhood_id, channel, ${WITHOUT_WEEKDAY}) of_any_day
), clock_weekday as (
  select ${WEEKDAY_OF_CODE} as weekday, n, ${FLAGS_OF_CODE}
  from (select code, sum(n)::int as n from coded group by code) of_any_place
), clock_time as (
  select neighbourhood_id, channel, unnest(times) as time from counted_month
  union all
  select neighbourhood_id, channel, time from single where ${RANKED_CODE}
)`;

/**
 * Force, start, end and data cut-off of the period, the instant at which the force's figures begin; the first whole month
 * and the one after the last, the instants at which they begin, and the neighbourhoods of the part. Whole are months that
 * have ended by the cut-off.
 */
export function clockParameters(forceId: string, span: CountedSpan): unknown[] {
  const { startAt, endAt, cutOffAt, figuresBeginAt } = span;
  const { fromMonth, beforeMonth } = wholeMonths(span);
  // Without a whole month all of the period is its first edge.
  const [firstAt, lastAt] =
    fromMonth < beforeMonth
      ? [startOfLocalDay(fromMonth), startOfLocalDay(beforeMonth)]
      : [DateTime.min(endAt, cutOffAt), endAt];
  const months = [fromMonth, beforeMonth, firstAt, lastAt];
  return [forceId, startAt, endAt, cutOffAt, figuresBeginAt, ...months, partIds(span)];
}

/** The first days of the first whole month and of the month after the last one; none if they are the same or cross. */
export function wholeMonths({
  startAt,
  endAt,
  cutOffAt,
}: Pick<CountedSpan, 'startAt' | 'endAt' | 'cutOffAt'>): {
  fromMonth: string;
  beforeMonth: string;
} {
  const end = DateTime.min(endAt, cutOffAt);
  const startOn = localDayOf(startAt);
  const firstOfMonth = `${startOn.slice(0, 7)}-01`;
  const fromMonth = startOn === firstOfMonth ? startOn : `${addDays(firstOfMonth, 31).slice(0, 7)}-01`;
  return { fromMonth, beforeMonth: `${localDayOf(end).slice(0, 7)}-01` };
}
