import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';

/** What changed, and so must be worked out anew: these wards with all, or these neighbourhoods with all; else everything. */
export interface Changed {
  wardIds?: readonly string[] | undefined;
  neighbourhoodIds?: readonly string[] | undefined;
}

export interface WardPair {
  wardId: string;
  neighbourhoodId: string;
}

/** Which wards and neighbourhoods lie in each other's extent, of those that changed? */
const PAIRS = `
select w.id as "wardId", n.id as "neighbourhoodId"
from ward w
join neighbourhood n on n.force_id = w.force_id and n.boundary is not null
  and n.min_lng < w.max_lng and n.max_lng > w.min_lng and n.min_lat < w.max_lat and n.max_lat > w.min_lat
where w.force_id = $1 and ($2::uuid[] is null or w.id = any($2)) and ($3::uuid[] is null or n.id = any($3))
order by w.id, n.id`;

export function pairsToShare(
  manager: EntityManager,
  forceId: string,
  { wardIds, neighbourhoodIds }: Changed,
): Promise<WardPair[]> {
  return manager.query<WardPair[]>(PAIRS, [forceId, wardIds ?? null, neighbourhoodIds ?? null]);
}

/** Which shares of those that changed are no more? They go; what is the same is not touched. */
const FORGET_SHARES = `
delete from ward_share s
where s.force_id = $1 and ($2::uuid[] is null or s.ward_id = any($2)) and ($3::uuid[] is null or s.neighbourhood_id = any($3))
  and not exists (select from unnest($4::uuid[], $5::uuid[]) as k (ward_id, neighbourhood_id)
                   where k.ward_id = s.ward_id and k.neighbourhood_id = s.neighbourhood_id)`;

const STORE_SHARES = `
-- Which shares are new or another than before?
insert into ward_share as s (force_id, id, ward_id, neighbourhood_id, share)
select $1, k.id, k.ward_id, k.neighbourhood_id, k.share
from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::float8[]) as k (id, ward_id, neighbourhood_id, share)
on conflict on constraint ward_share_once do update set share = excluded.share where s.share <> excluded.share`;

export async function storeShares(
  manager: EntityManager,
  forceId: string,
  { wardIds, neighbourhoodIds }: Changed,
  shares: readonly (WardPair & { share: number })[],
): Promise<void> {
  const wards = shares.map(({ wardId }) => wardId);
  const neighbourhoods = shares.map((share) => share.neighbourhoodId);
  await manager.query(FORGET_SHARES, [
    forceId,
    wardIds ?? null,
    neighbourhoodIds ?? null,
    wards,
    neighbourhoods,
  ]);
  const ids = shares.map(() => newId());
  await manager.query(STORE_SHARES, [forceId, ids, wards, neighbourhoods, shares.map(({ share }) => share)]);
}
