/** "*covered* if all of them are, *partly* if some, else not." Best first. */
export const WARD_STATES = ['covered', 'partly', 'not-covered'] as const;
export type WardState = (typeof WARD_STATES)[number];

/** As people read it. */
export const WARD_STATE_TITLES: Readonly<Record<WardState, string>> = {
  covered: 'covered',
  partly: 'partly covered',
  'not-covered': 'not covered',
};

/** "A ward maps to every neighbourhood that holds at least 5 % of its area (overridable)". */
export const LEAST_SHARE = 0.05;

/**
 * Does a neighbourhood count for a ward? What a force admin decided goes before what the areas say.
 * @param share of the ward's area that lies in the neighbourhood, 1 being all of it
 * @example belongsToWard(0.05, null) // true
 */
export function belongsToWard(share: number | null, decided: boolean | null): boolean {
  return decided ?? (share ?? 0) >= LEAST_SHARE;
}

/**
 * A ward on a day, from those of its neighbourhoods that exist on it: whether each is covered or covered by a deputy.
 * One without any neighbourhood has nobody.
 */
export function wardState(neighbourhoodsCovered: readonly boolean[]): WardState {
  if (!neighbourhoodsCovered.includes(true)) return 'not-covered';
  return neighbourhoodsCovered.includes(false) ? 'partly' : 'covered';
}
