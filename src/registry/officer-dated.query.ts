import type { EntityManager } from 'typeorm';
import { addDays } from '../common/calendar.js';
import { newId } from '../common/new-id.js';
import type { Dated } from './domain/dated-value.js';

type Period = Omit<Dated<unknown>, 'value'>;

const rangeOf = ({ fromOn, untilOn }: Period): string =>
  `[${fromOn ?? ''},${untilOn === null ? '' : addDays(untilOn, 1)})`;

/**
 * Let an officer's ranks be these periods, in order and without overlap. Periods that stay are not touched, so that the
 * history shows what was changed and nothing else.
 */
export async function replaceRanks(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  ranks: readonly Dated<string>[],
): Promise<void> {
  const wanted = [ranks.map(rangeOf), ranks.map(({ value }) => value)];
  await manager.query(
    `delete from officer_rank r where r.force_id = $1 and r.officer_id = $2
       and not exists (select from unnest($3::text[], $4::text[]) as w (during, rank)
                        where w.rank = r.rank and lower(w.during::daterange) is not distinct from lower(r.during))`,
    [forceId, officerId, ...wanted],
  );
  await setLastDays(manager, 'officer_rank', forceId, officerId, ranks);
  await manager.query(
    `insert into officer_rank (force_id, id, officer_id, rank, during)
     select $1, w.id, $2, w.rank, w.during::daterange
       from unnest($3::text[], $4::text[], $5::uuid[]) as w (during, rank, id)
      where not exists (select from officer_rank r where r.force_id = $1 and r.officer_id = $2 and r.during = w.during::daterange)`,
    [forceId, officerId, ...wanted, ranks.map(() => newId())],
  );
}

/** Let an officer's name be withheld on these days and no others. */
export async function replaceWithheld(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  periods: readonly Period[],
): Promise<void> {
  const wanted = periods.map(rangeOf);
  await manager.query(
    `delete from officer_name_withheld r where r.force_id = $1 and r.officer_id = $2
       and not exists (select from unnest($3::text[]) as w (during)
                        where lower(w.during::daterange) is not distinct from lower(r.during))`,
    [forceId, officerId, wanted],
  );
  await setLastDays(manager, 'officer_name_withheld', forceId, officerId, periods);
  await manager.query(
    `insert into officer_name_withheld (force_id, id, officer_id, during)
     select $1, w.id, $2, w.during::daterange from unnest($3::text[], $4::uuid[]) as w (during, id)
      where not exists (select from officer_name_withheld r
                         where r.force_id = $1 and r.officer_id = $2 and r.during = w.during::daterange)`,
    [forceId, officerId, wanted, periods.map(() => newId())],
  );
}

/** Periods that keep their first day get their new last one: first those that shrink, so that no two overlap meanwhile. */
async function setLastDays(
  manager: EntityManager,
  table: 'officer_rank' | 'officer_name_withheld',
  forceId: string,
  officerId: string,
  periods: readonly Period[],
): Promise<void> {
  for (const which of ['<@', '@>']) {
    await manager.query(
      `update ${table} r set during = w.during::daterange from unnest($3::text[]) as w (during)
        where r.force_id = $1 and r.officer_id = $2 and lower(w.during::daterange) is not distinct from lower(r.during)
          and r.during <> w.during::daterange and w.during::daterange ${which} r.during`,
      [forceId, officerId, periods.map(rangeOf)],
    );
  }
}

/** Whose rank or withheld name of today is another than the dated tables say? Sets it; a second run finds nobody. */
const FOLLOW_TODAY = `
update officer o set rank = t.rank, name_withheld = t.withheld
from (
  select f.id, coalesce(r.rank, f.rank) as rank,
         exists (select from officer_name_withheld w
                  where w.force_id = f.force_id and w.officer_id = f.id and w.during @> $2::date) as withheld
  from officer f
  left join officer_rank r on r.force_id = f.force_id and r.officer_id = f.id and r.during @> $2::date
  where f.force_id = $1
) t
where o.force_id = $1 and o.id = t.id and (o.rank, o.name_withheld) is distinct from (t.rank, t.withheld)
returning o.id`;

export async function followToday(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(FOLLOW_TODAY, [forceId, todayOn]);
  return rows.map(({ id }) => id);
}
