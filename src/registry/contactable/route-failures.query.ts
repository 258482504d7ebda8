import type { EntityManager } from 'typeorm';

/** The condition on a table of routes that it is about these: of whom and of which kind; null is all of the force. */
const ABOUT = (table: string): string => `${table}.force_id = $1
    and ($2::uuid is null or ${table}.neighbourhood_id = $2) and ($3::uuid is null or ${table}.officer_id = $3)
    and ($4::text is null or ${table}.kind = $4)`;

/** Whose route a row is about. */
const OF = (table: string): string => `coalesce(${table}.neighbourhood_id, ${table}.officer_id)`;

/** Parameters: force, and a neighbourhood or an officer and a kind that it is about. */
const RUNS = `
with tried as (
  select c.neighbourhood_id, c.officer_id, ${OF('c')} as of_id, c.kind, c.checked_on as day, not bool_or(c.works) as failed
  from route_check c where ${ABOUT('c')}
  group by c.neighbourhood_id, c.officer_id, c.kind, c.checked_on
), numbered as (
  -- Days that worked count the runs: those that failed between two of them are one, untried days or not.
  select t.*, count(*) filter (where not failed) over (partition by of_id, kind order by day) as run,
         max(day) over (partition by of_id, kind) as last_day
  from tried t
), runs as materialized (
  select neighbourhood_id, officer_id, of_id, kind,
         daterange(min(day), case when max(day) = max(last_day) then null else max(day) + 1 end) as during
  from numbered where failed group by neighbourhood_id, officer_id, of_id, kind, run
)`;

const VANISHED = `
-- Which kept runs of failed days have no such beginning among the tries? They never were, or belong to an earlier one.
${RUNS}
delete from route_failure f
 where ${ABOUT('f')}
   and not exists (select from runs r where r.of_id = ${OF('f')} and r.kind = f.kind
                     and lower(r.during) = lower(f.during))
returning f.id`;

const CHANGED = `
-- Which runs end on another day now?
${RUNS}
update route_failure f set during = r.during from runs r
 where f.force_id = $1 and ${OF('f')} = r.of_id and f.kind = r.kind
   and lower(f.during) = lower(r.during) and f.during <> r.during
returning f.id`;

const BEGUN = `
-- Which runs are not kept yet?
${RUNS}
insert into route_failure (force_id, id, neighbourhood_id, officer_id, kind, during)
select $1, gen_random_uuid(), r.neighbourhood_id, r.officer_id, r.kind, r.during from runs r
 where not exists (select from route_failure f where f.force_id = $1 and ${OF('f')} = r.of_id
                     and f.kind = r.kind and f.during = r.during)
returning id`;

/**
 * Work the days on which routes failed out of their tries anew, and keep what differs: as often as one likes, the second
 * time there is nothing to do. In the transaction that has named who changes the registry.
 * @returns how many runs are kept otherwise now
 */
export async function keepFailureRuns(
  manager: EntityManager,
  forceId: string,
  route: { neighbourhoodId?: string | null; officerId?: string | null; kind: string } | null = null,
): Promise<number> {
  const given = [forceId, route?.neighbourhoodId ?? null, route?.officerId ?? null, route?.kind ?? null];
  // In this order no run ever meets another that is about to go or to become shorter.
  const [vanished] = (await manager.query(VANISHED, given)) as [unknown[], number];
  const [changed] = (await manager.query(CHANGED, given)) as [unknown[], number];
  const begun: unknown[] = await manager.query(BEGUN, given);
  return vanished.length + changed.length + begun.length;
}
