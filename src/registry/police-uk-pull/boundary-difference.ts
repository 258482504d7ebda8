import { createHash } from 'node:crypto';
import type { Boundary } from '../domain/boundary.js';
import { overlapKm2, shapeOf } from '../wards/area-overlap.js';
import type { Breather } from '../wards/breather.js';
import type { ComparedWith } from './domain/compare-neighbourhood.js';
import type { PulledNeighbourhood } from './domain/pulled-neighbourhood.js';
import { isOneLine, isSameBoundary } from './domain/read-boundary.js';

/**
 * The pulled boundary, if it is to be taken: one that differs by more than digits, and never in place of several parts
 * or holes, because "[{latitude,longitude}]" has room for one line; that is said.
 */
export function boundaryToTake(
  { boundary, leftOut }: PulledNeighbourhood,
  held: Boundary | null,
): ComparedWith['boundary'] {
  if (boundary === null || (held && isSameBoundary(boundary, held))) return null;
  if (held && !isOneLine(held)) {
    leftOut.push('the boundary was left out: it is one line there, and here it has several parts or holes');
    return null;
  }
  return { taken: boundary, before: held && sizeWords(held), after: sizeWords(boundary) };
}

/** `2.3% of the area differs`: of the area that it has now, what is in one boundary and not in the other. */
export async function shareWords(before: Boundary, after: Boundary, breather: Breather): Promise<string> {
  const [one, other] = [shapeOf(before), shapeOf(after)];
  const common = await overlapKm2(one, other, breather);
  const percent = (100 * (one.km2 + other.km2 - 2 * common)) / one.km2;
  if (percent < 0.05) return 'less than 0.1% of the area differs';
  return `${percent.toFixed(1)}% of the area differs`;
}

/** The same only for the same boundary in place of the same. */
export function markOf(after: Boundary, before: Boundary | null): string {
  return createHash('sha256')
    .update(JSON.stringify([before, after]))
    .digest('hex')
    .slice(0, 16);
}

function sizeWords(boundary: Boundary): string {
  const points = boundary.coordinates.flat(boundary.type === 'Polygon' ? 1 : 2).length;
  return `${shapeOf(boundary).km2.toFixed(2)} km², ${points.toLocaleString('en-GB')} points`;
}
