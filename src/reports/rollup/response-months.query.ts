import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { CHANNEL_OF_CLOCK, IS_CLOSED, OF_CLOCK, RANKED_CODE } from '../measures/clock-code.js';

/**
 * The cells of `cell (neighbourhood_id, due_month)` as the clocks have them, for `$1` the force: `fresh`. All clocks of a
 * month are read at once, because that is how they lie in the index.
 */
const FRESH = `
closed as materialized (
  select ${OF_CLOCK}, m.due_month, ${CHANNEL_OF_CLOCK}
  from force f
  cross join (select due_month, due_month::timestamp at time zone '${LOCAL_ZONE}' as start_at,
                     (due_month + interval '1 month') at time zone '${LOCAL_ZONE}' as end_at
              from (select distinct due_month from cell) each) m
  cross join lateral (
    select k.* from clock k
    where k.force_id = $1 and k.due_at >= m.start_at and k.due_at < m.end_at and ${IS_CLOSED}
      and k.started_at >= f.starts_on::timestamp at time zone '${LOCAL_ZONE}'
    -- Month by month by the index: the planner does not know how few months there are.
    offset 0
  ) k
  join cell on cell.neighbourhood_id = coalesce(k.measured_neighbourhood_id, k.neighbourhood_id) and cell.due_month = m.due_month
  where f.id = $1
), tally as (
  select neighbourhood_id, due_month, channel, array_agg(code order by code) as codes, array_agg(n order by code) as counts
  from (select neighbourhood_id, due_month, channel, code, count(*)::int as n from closed group by 1, 2, 3, 4) coded
  group by 1, 2, 3
), ranked as (
  select neighbourhood_id, due_month, channel, array_agg(time order by time) as times
  from closed where ${RANKED_CODE} group by 1, 2, 3
), fresh as materialized (
  select t.neighbourhood_id, t.due_month, t.channel, t.codes, t.counts, coalesce(r.times, '{}') as times
  from tally t left join ranked r on r.neighbourhood_id = t.neighbourhood_id and r.due_month = t.due_month and r.channel = t.channel
)`;

const REFRESH = `
-- Which cells of a month are to be counted anew, and what do the clocks say of them? What was marked is taken off and
-- counted in one statement, so by one snapshot: a change that is committed later has left a mark of its own.
with marked as (
  delete from response_month_due where force_id = $1 and due_month = $2 returning neighbourhood_id, due_month
), cell as materialized (
  select distinct neighbourhood_id, due_month from marked
), ${FRESH}, emptied as (
  delete from response_month m using cell
  where m.force_id = $1 and m.neighbourhood_id = cell.neighbourhood_id and m.due_month = cell.due_month
    -- Not by "not exists": the planner takes what is fresh for one row, and would go through all of it for each.
    and (m.neighbourhood_id, m.due_month, m.channel) not in (select neighbourhood_id, due_month, channel from fresh)
), kept as (
  insert into response_month as m (force_id, neighbourhood_id, due_month, channel, codes, counts, times)
  select $1, neighbourhood_id, due_month, channel, codes, counts, times from fresh
  on conflict on constraint response_month_pk do update
    set codes = excluded.codes, counts = excluded.counts, times = excluded.times
    where (m.codes, m.counts, m.times) is distinct from (excluded.codes, excluded.counts, excluded.times)
)
select count(*)::int as cells from cell`;

/** Which months of a force have cells to be counted anew? First days. */
export async function markedMonths(manager: EntityManager, forceId: string): Promise<string[]> {
  const rows = await manager.query<{ month: string }[]>(
    `select distinct due_month as month from response_month_due where force_id = $1`,
    [forceId],
  );
  return rows.map(({ month }) => month);
}

/**
 * Count the marked cells of a force and a month anew, in the caller's transaction. Of two of it at once the second waits, and
 * then begins with what the first has left: an older snapshot never overwrites a newer one.
 * @returns how many cells (a neighbourhood in a month) were marked
 */
export async function refreshResponseMonth(
  manager: EntityManager,
  forceId: string,
  month: string,
): Promise<number> {
  await manager.query(`select pg_advisory_xact_lock(hashtextextended('response-months ' || $1 || $2, 0))`, [
    forceId,
    month,
  ]);
  const [done] = await manager.query<{ cells: number }[]>(REFRESH, [forceId, month]);
  return done!.cells;
}

const DIFFERING = `
-- Which cells that nothing has marked differ from the clocks? Marked, they are counted anew.
with cell as materialized (
  select e.neighbourhood_id, e.due_month
  from (select neighbourhood_id, due_month from response_month where force_id = $1 and due_month = $2
        union
        select coalesce(k.measured_neighbourhood_id, k.neighbourhood_id), due_month(k.due_at) from clock k
         where k.force_id = $1 and k.due_at >= $2::timestamp at time zone '${LOCAL_ZONE}'
           and k.due_at < ($2::date + interval '1 month') at time zone '${LOCAL_ZONE}' and ${IS_CLOSED}) e
  where not exists (select from response_month_due d where d.force_id = $1 and d.neighbourhood_id = e.neighbourhood_id
                      and d.due_month = e.due_month)
), ${FRESH}, stored as (
  select m.* from response_month m where m.force_id = $1 and m.due_month = $2
    and (m.neighbourhood_id, m.due_month) in (select neighbourhood_id, due_month from cell)
), differing as (
  select distinct coalesce(f.neighbourhood_id, s.neighbourhood_id) as neighbourhood_id
  from fresh f
  full join stored s on (s.neighbourhood_id, s.due_month, s.channel) = (f.neighbourhood_id, f.due_month, f.channel)
  where (f.codes, f.counts, f.times) is distinct from (s.codes, s.counts, s.times)
), marked as (
  insert into response_month_due (force_id, neighbourhood_id, due_month)
  select $1, neighbourhood_id, $2 from differing returning 1
)
select count(*)::int as cells from marked`;

/** Compare a month with its clocks. @returns how many cells differed; they are marked */
export async function compareResponseMonth(
  manager: EntityManager,
  forceId: string,
  month: string,
): Promise<number> {
  const [found] = await manager.query<{ cells: number }[]>(DIFFERING, [forceId, month]);
  return found!.cells;
}

/** Of which months does a force have closed clocks? First days, in order. */
export async function monthsOfClocks(manager: EntityManager, forceId: string): Promise<string[]> {
  const rows = await manager.query<{ month: string }[]>(
    `select generate_series(due_month(min(due_at)), due_month(max(due_at)), interval '1 month')::date as month
     from clock where force_id = $1`,
    [forceId],
  );
  return rows.map(({ month }) => month);
}
