import { SECONDMENT_DAYS_KEPT, YEARS_OF_TENURE } from './domain/tenure.js';

/**
 * Two statements' common beginning, for a force `$1` and a day `$2`: `in_team` has every period in which an officer is in
 * a neighbourhood team, in any role, or is over a command area; `team_run` the unbroken run that the day lies in, by
 * the rule of `continuousSince`, with the officer's rank of that day.
 */
export const TEAM_RUNS = `in_team as (
  select officer_id, during from assignment where force_id = $1
  union all
  select officer_id, during from command_area_supervisor where force_id = $1
), secondment_run as (
  -- Secondments without a day between them are one.
  select s.officer_id, run
  from (select officer_id, range_agg(during) as runs from absence where force_id = $1 and kind = 'secondment' group by officer_id) s
  cross join lateral unnest(s.runs) as run
), seconded_out as (
  select officer_id, range_agg(run) as days from secondment_run
  where case when upper_inf(run) then $2::date + 1 else upper(run) end - lower(run) > ${SECONDMENT_DAYS_KEPT}
  group by officer_id
), team_run as (
  select t.officer_id, r.rank, lower(run) as since_on
  from (select officer_id, range_agg(during) as days from in_team group by officer_id) t
  join officer o on o.force_id = $1 and o.id = t.officer_id and o.in_service @> $2::date
  join officer_rank r on r.force_id = $1 and r.officer_id = t.officer_id and r.during @> $2::date
  left join seconded_out s on s.officer_id = t.officer_id
  cross join lateral unnest(t.days * datemultirange(o.in_service) - coalesce(s.days, '{}')) as run
  where run @> $2::date
)`;

/** Of a `team_run`: has it lasted for two years or more on the day `$2`? */
export const HAS_TENURE = `since_on <= ($2::date - interval '${YEARS_OF_TENURE} years')::date`;
