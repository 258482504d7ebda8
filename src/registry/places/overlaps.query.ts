import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';

export interface OverlapPair {
  neighbourhoodId: string;
  otherId: string;
}

/** Which neighbourhoods lie in each other's extent, at least one of them of those that changed, and exist on a common day? */
const PAIRS = `
select n.id as "neighbourhoodId", o.id as "otherId"
from neighbourhood n
join neighbourhood o on o.force_id = n.force_id and o.id > n.id and o.during && n.during
  and o.min_lng < n.max_lng and o.max_lng > n.min_lng and o.min_lat < n.max_lat and o.max_lat > n.min_lat
where n.force_id = $1 and n.boundary is not null and o.boundary is not null and (n.id = any($2) or o.id = any($2))
order by n.id, o.id`;

export function pairsToCompare(
  manager: EntityManager,
  forceId: string,
  changedIds: readonly string[],
): Promise<OverlapPair[]> {
  return manager.query<OverlapPair[]>(PAIRS, [forceId, changedIds]);
}

/** Which overlaps of those that changed are no more? They go; what is the same is not touched. */
const FORGET_OVERLAPS = `
delete from neighbourhood_overlap v
where v.force_id = $1 and (v.neighbourhood_id = any($2) or v.other_id = any($2))
  and not exists (select from unnest($3::uuid[], $4::uuid[]) as k (neighbourhood_id, other_id)
                   where k.neighbourhood_id = v.neighbourhood_id and k.other_id = v.other_id)`;

const STORE_OVERLAPS = `
-- Which overlaps are new or another than before?
insert into neighbourhood_overlap as v (force_id, id, neighbourhood_id, other_id, area_km2)
select $1, k.id, k.neighbourhood_id, k.other_id, k.area_km2
from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::float8[]) as k (id, neighbourhood_id, other_id, area_km2)
on conflict on constraint neighbourhood_overlap_once do update set area_km2 = excluded.area_km2
  where v.area_km2 <> excluded.area_km2`;

export async function storeOverlaps(
  manager: EntityManager,
  forceId: string,
  changedIds: readonly string[],
  overlaps: readonly (OverlapPair & { areaKm2: number })[],
): Promise<void> {
  const ones = overlaps.map(({ neighbourhoodId }) => neighbourhoodId);
  const others = overlaps.map(({ otherId }) => otherId);
  await manager.query(FORGET_OVERLAPS, [forceId, changedIds, ones, others]);
  await manager.query(STORE_OVERLAPS, [
    forceId,
    overlaps.map(() => newId()),
    ones,
    others,
    overlaps.map(({ areaKm2 }) => areaKm2),
  ]);
}

export interface OverlapRow {
  /** The smaller one, which wins a point of both. */
  code: string;
  name: string;
  otherCode: string;
  otherName: string;
  areaKm2: number;
  /** Of the smaller one's area, 1 being all of it. */
  part: number;
}

/** Which neighbourhoods of a day overlap, the largest common area first? */
const OVERLAPS = `
select s.code, s.name, l.code as "otherCode", l.name as "otherName", v.area_km2 as "areaKm2", v.area_km2 / s.area_km2 as part
from neighbourhood_overlap v
join neighbourhood n on n.force_id = v.force_id and n.id = v.neighbourhood_id and n.during @> $2::date
join neighbourhood o on o.force_id = v.force_id and o.id = v.other_id and o.during @> $2::date
cross join lateral (select n.code, n.name, n.area_km2 union all select o.code, o.name, o.area_km2 order by 3, 1 limit 1) s
cross join lateral (select n.code, n.name, n.area_km2 union all select o.code, o.name, o.area_km2 order by 3 desc, 1 desc limit 1) l
where v.force_id = $1
order by v.area_km2 desc, s.code, l.code
limit $3`;

export function overlapsOn(
  manager: EntityManager,
  forceId: string,
  on: string,
  limit: number,
): Promise<OverlapRow[]> {
  return manager.query<OverlapRow[]>(OVERLAPS, [forceId, on, limit]);
}
