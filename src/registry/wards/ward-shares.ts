import type { EntityManager } from 'typeorm';
import { overlapKm2, type Shape } from './area-overlap.js';
import { Breather } from './breather.js';
import { storedShare } from './domain/stored-share.js';
import { Shapes } from './shapes.js';
import { type Changed, pairsToShare, storeShares, type WardPair } from './ward-shares.query.js';

export type { Changed };

/**
 * Work out anew which part of each ward lies in which neighbourhood: of the wards or the neighbourhoods that changed,
 * or of all. Extents first, then the boundaries themselves; others have their turn in between. The second time the
 * same changes nothing. In the transaction that changed the boundaries, after `nameChange`.
 */
export async function recomputeWardShares(
  manager: EntityManager,
  forceId: string,
  changed: Changed = {},
): Promise<void> {
  if (changed.wardIds?.length === 0 || changed.neighbourhoodIds?.length === 0) return;
  const breather = new Breather();
  const shapes = new Shapes(manager, forceId);
  const shares: (WardPair & { share: number })[] = [];
  for (const [wardId, pairs] of byWard(await pairsToShare(manager, forceId, changed))) {
    const ward = (await shapes.of('ward', [wardId])).get(wardId)!;
    const places = await shapes.of(
      'neighbourhood',
      pairs.map(({ neighbourhoodId }) => neighbourhoodId),
    );
    for (const { neighbourhoodId } of pairs) {
      const place = places.get(neighbourhoodId)!;
      const common = isSame(ward, place) ? ward.km2 : await overlapKm2(ward, place, breather);
      const share = storedShare(common, ward.km2);
      if (share !== null) shares.push({ wardId, neighbourhoodId, share });
    }
  }
  await storeShares(manager, forceId, changed, shares);
}

function byWard(pairs: readonly WardPair[]): Map<string, WardPair[]> {
  const groups = new Map<string, WardPair[]>();
  for (const pair of pairs) groups.set(pair.wardId, [...(groups.get(pair.wardId) ?? []), pair]);
  return groups;
}

/** Many neighbourhoods are wards, point for point. */
function isSame(a: Shape, b: Shape): boolean {
  return a.km2 === b.km2 && JSON.stringify(a.polygons) === JSON.stringify(b.polygons);
}
