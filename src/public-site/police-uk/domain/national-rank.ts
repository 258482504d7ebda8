import type { Rank } from '../../../registry/domain/rank.js';

/** What the national service calls a rank where it is not what our pages do. */
const NATIONAL_NAMES: Record<string, string> = { constable: 'PC' };

/** What each rank is called by the national service. @example nationalRanks(RANKS).constable // 'PC' */
export function nationalRanks(ranks: readonly Rank[]): Record<string, string> {
  return Object.fromEntries(ranks.map(({ id, label }) => [id, NATIONAL_NAMES[id] ?? label]));
}
