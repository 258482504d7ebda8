import type { EntityManager } from 'typeorm';
import { recomputeWardShares } from '../wards/ward-shares.js';
import { recomputeOverlaps } from './overlaps.js';

/**
 * Work out anew what follows from the boundaries of these neighbourhoods: their shares of wards, and where they overlap
 * others. For whoever stores boundaries, in the same transaction, after `nameChange`.
 */
export async function remeasure(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: readonly string[],
): Promise<void> {
  await recomputeWardShares(manager, forceId, { neighbourhoodIds });
  await recomputeOverlaps(manager, forceId, neighbourhoodIds);
}
