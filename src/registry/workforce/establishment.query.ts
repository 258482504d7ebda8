import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { type DayRange, toDateRange } from '../domain/day-range.js';

/** How many posts a rank has in neighbourhood policing, and is to have, over days. */
export interface EstablishmentRow extends DayRange {
  id: string;
  rank: string;
  posts: number;
  upliftTarget: number | null;
}

const ESTABLISHMENT = `
-- Which numbers of posts are recorded, of one rank if it is given, latest first?
select id, rank, posts, uplift_target as "upliftTarget", coalesce(lower(during), date '1900-01-01') as "fromOn",
       upper(during) - 1 as "untilOn"
from establishment where force_id = $1 and ($2::text is null or rank = $2)
order by lower(during) desc nulls last, rank`;

export function establishments(
  manager: EntityManager,
  forceId: string,
  rank: string | null = null,
): Promise<EstablishmentRow[]> {
  return manager.query<EstablishmentRow[]>(ESTABLISHMENT, [forceId, rank]);
}

export async function insertEstablishment(
  manager: EntityManager,
  forceId: string,
  row: Omit<EstablishmentRow, 'id'>,
): Promise<string> {
  const id = newId();
  await manager.query(
    `insert into establishment (force_id, id, rank, posts, uplift_target, during) values ($1, $2, $3, $4, $5, $6::daterange)`,
    [forceId, id, row.rank, row.posts, row.upliftTarget, toDateRange(row)],
  );
  return id;
}

/** The first day stays; the last one becomes another. */
export async function setEstablishmentsLastDay(
  manager: EntityManager,
  forceId: string,
  id: string,
  untilOn: string,
): Promise<void> {
  await manager.query(
    `update establishment set during = daterange(lower(during), $3::date + 1) where force_id = $1 and id = $2`,
    [forceId, id, untilOn],
  );
}

export async function removeEstablishment(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<void> {
  await manager.query(`delete from establishment where force_id = $1 and id = $2`, [forceId, id]);
}
