/** Which known date makes a gap begin. */
export const GAP_REASONS = [
  'assignment-ends',
  'posting-ends',
  'rank-changes',
  'name-withheld',
  'route-ends',
  'absence-begins',
  'neighbourhood-begins',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** As people read it, of the officer or the neighbourhood that the gap names. */
export const GAP_REASON_TITLES: Readonly<Record<GapReason, string>> = {
  'assignment-ends': 'Assignment ends',
  'posting-ends': 'Service in the force ends',
  'rank-changes': 'Rank no longer allowed',
  'name-withheld': 'Name withheld',
  'route-ends': 'No online contact route',
  'absence-begins': 'Absence begins',
  'neighbourhood-begins': 'Neighbourhood begins with nobody named',
};

/** Of the officer who covered the last day before a gap: what still holds on its first day. */
export interface LastCover {
  assigned: boolean;
  inService: boolean;
  rankAllowed: boolean;
  published: boolean;
  contactable: boolean;
}

/**
 * "An assignment or absence with a known date and no successor": why the one who covered the day before does not cover
 * the first day of a gap. Of several reasons the one that would remain longest, as with states: the worst flaw.
 * @param cover null: nobody covered the day before, because the neighbourhood did not exist
 */
export function gapReason(cover: LastCover | null): GapReason {
  if (!cover) return 'neighbourhood-begins';
  if (!cover.assigned) return 'assignment-ends';
  if (!cover.inService) return 'posting-ends';
  if (!cover.rankAllowed) return 'rank-changes';
  if (!cover.published) return 'name-withheld';
  return cover.contactable ? 'absence-begins' : 'route-ends';
}
