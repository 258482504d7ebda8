import type { EntityManager } from 'typeorm';
import type { DutyHours } from './domain/abstraction.js';

/** Duty of a month: of the force (`rank` null) or of one rank, each officer counting under the rank of the month's last day. */
export interface AbstractionRow extends DutyHours {
  monthOn: string;
  rank: string | null;
}

/** Duty of a month of everybody who was assigned in a command area during it. */
export interface AreaAbstractionRow extends DutyHours {
  code: string;
  name: string;
}

const HOURS = `(sum(d.rostered_hours) * 100)::bigint as rostered, (sum(d.abstracted_hours) * 100)::bigint as abstracted`;

const ABSTRACTION = `
-- How many hours were rostered, and how many of them abstracted, in each month of a span, in all and by rank?
select d.month_on as "monthOn", d.rank, ${HOURS}
from (
  select d.*, coalesce(r.rank, 'unknown') as rank
  from duty_month d
  left join officer_rank r on r.force_id = d.force_id and r.officer_id = d.officer_id
    and r.during @> (d.month_on + interval '1 month' - interval '1 day')::date
  where d.force_id = $1 and d.month_on between $2::date and $3::date
) d
group by grouping sets ((d.month_on), (d.month_on, d.rank))
order by d.month_on desc, d.rank nulls first`;

/** The months that begin between the two days, both included; a month without imported hours has no row. */
export function abstractionByMonth(
  manager: EntityManager,
  forceId: string,
  fromOn: string,
  toOn: string,
): Promise<AbstractionRow[]> {
  return manager.query<AbstractionRow[]>(ABSTRACTION, [forceId, fromOn, toOn]);
}

const ABSTRACTION_BY_AREA = `
-- How many hours of a month were rostered and abstracted of the officers of each command area? Whoever was assigned in two
-- areas during the month counts in both, so the areas may add up to more than the force.
with month as (select daterange($2::date, ($2::date + interval '1 month')::date) as days),
member as (
  select distinct c.command_area_id, a.officer_id
  from assignment a
  join command_area_neighbourhood c on c.force_id = a.force_id and c.neighbourhood_id = a.neighbourhood_id and c.during && a.during
  cross join month m
  where a.force_id = $1 and not isempty(a.during * c.during * m.days)
  union
  select s.command_area_id, s.officer_id from command_area_supervisor s cross join month m
  where s.force_id = $1 and s.during && m.days
)
select ca.code, ca.name, ${HOURS}
from member m
join command_area ca on ca.force_id = $1 and ca.id = m.command_area_id
join duty_month d on d.force_id = $1 and d.officer_id = m.officer_id and d.month_on = $2::date
group by ca.id, ca.code, ca.name
order by ca.name, ca.code`;

/** @param monthOn the first day of the month */
export function abstractionByArea(
  manager: EntityManager,
  forceId: string,
  monthOn: string,
): Promise<AreaAbstractionRow[]> {
  return manager.query<AreaAbstractionRow[]>(ABSTRACTION_BY_AREA, [forceId, monthOn]);
}
