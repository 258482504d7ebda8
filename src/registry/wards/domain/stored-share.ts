/**
 * The part of a ward's area that lies in a neighbourhood, as it is stored: to a billionth, so that what is a twentieth
 * on paper is one in floating point too, and at most 1. Null for what is no more than the roughness of two drawings of
 * one border, less than a millionth of the ward.
 * @example storedShare(0.5, 10) // 0.05
 */
export function storedShare(commonKm2: number, wardKm2: number): number | null {
  const share = Math.min(1, Math.round((commonKm2 / wardKm2) * 1e9) / 1e9);
  return share < 1e-6 ? null : share;
}
