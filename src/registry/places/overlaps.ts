import type { EntityManager } from 'typeorm';
import { overlapKm2 } from '../wards/area-overlap.js';
import { Breather } from '../wards/breather.js';
import { Shapes } from '../wards/shapes.js';
import { type OverlapPair, pairsToCompare, storeOverlaps } from './overlaps.query.js';

/** Ten square metres: less is the roughness of two drawings of one border. */
const LEAST_KM2 = 1e-5;

/**
 * Work out anew where these neighbourhoods overlap others: "boundaries that overlap (allowed, reported; the smaller area
 * wins a point)". Others have their turn in between; the second time the same changes nothing.
 */
export async function recomputeOverlaps(
  manager: EntityManager,
  forceId: string,
  changedIds: readonly string[],
): Promise<void> {
  if (changedIds.length === 0) return;
  const breather = new Breather();
  const shapes = new Shapes(manager, forceId);
  const found: (OverlapPair & { areaKm2: number })[] = [];
  for (const pair of await pairsToCompare(manager, forceId, changedIds)) {
    const of = await shapes.of('neighbourhood', [pair.neighbourhoodId, pair.otherId]);
    const common = await overlapKm2(of.get(pair.neighbourhoodId)!, of.get(pair.otherId)!, breather);
    if (common >= LEAST_KM2) found.push({ ...pair, areaKm2: Math.round(common * 1e9) / 1e9 });
  }
  await storeOverlaps(manager, forceId, changedIds, found);
}
