import type { EntityManager } from 'typeorm';

/** Of one rank on a day; `posts` and `upliftTarget` are null where none are recorded. */
export interface HeadcountRow {
  rank: string;
  officers: number;
  posts: number | null;
  upliftTarget: number | null;
}

const HEADCOUNT = `
-- How many officers in service have an assignment in a neighbourhood, or a command area, on a day, by their rank then, and
-- how many posts and which target are there for the rank?
with counted as (
  select r.rank, count(*) as officers
  from officer o
  join officer_rank r on r.force_id = o.force_id and r.officer_id = o.id and r.during @> $2::date
  where o.force_id = $1 and o.in_service @> $2::date
    and (exists (select from assignment a where a.force_id = $1 and a.officer_id = o.id and a.during @> $2::date)
      or exists (select from command_area_supervisor s where s.force_id = $1 and s.officer_id = o.id and s.during @> $2::date))
  group by r.rank
), planned as (
  select rank, posts, uplift_target from establishment where force_id = $1 and during @> $2::date
)
select coalesce(c.rank, p.rank) as rank, coalesce(c.officers, 0) as officers, p.posts, p.uplift_target as "upliftTarget"
from counted c full join planned p on p.rank = c.rank`;

export function headcountByRank(
  manager: EntityManager,
  forceId: string,
  on: string,
): Promise<HeadcountRow[]> {
  return manager.query<HeadcountRow[]>(HEADCOUNT, [forceId, on]);
}
