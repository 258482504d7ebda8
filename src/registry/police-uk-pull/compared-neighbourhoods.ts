import type { EntityManager } from 'typeorm';
import { RANKS } from '../ranks.js';
import { Breather } from '../wards/breather.js';
import { boundaryToTake, markOf, shareWords } from './boundary-difference.js';
import { type ComparedNeighbourhood, compareNeighbourhood } from './domain/compare-neighbourhood.js';
import { readNeighbourhood } from './domain/read-neighbourhood.js';
import { heldNeighbourhoods } from './held.query.js';
import type { PulledContent } from './pulled-content.js';
import type { PullRow } from './work-out.js';

/** Boundaries of so many are in memory at once. */
const AT_ONCE = 25;

/** Each pulled neighbourhood beside what is held of it; others have their turn in between. */
export async function* comparedNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  content: PulledContent,
  {
    forceUrl,
    readAt,
    todayOn,
    sharing,
  }: { forceUrl: string | null; readAt: string; todayOn: string; sharing: boolean },
): AsyncGenerator<
  { index: number; compared: ComparedNeighbourhood } & Pick<
    PullRow['detail'],
    'boundaryShare' | 'boundaryMark'
  >
> {
  const breather = new Breather();
  const { codes } = content.head;
  for (let start = 0; start < codes.length; start += AT_ONCE) {
    const batch = codes.slice(start, start + AT_ONCE);
    const found = await heldNeighbourhoods(manager, forceId, batch, { todayOn, readAt });
    const held = new Map(found.map((one) => [one.code, one]));
    for (const [i, code] of batch.entries()) {
      await breather.breathe();
      const pulled = readNeighbourhood(content.neighbourhood(start + i), { forceUrl, readAt });
      const known = held.get(code) ?? null;
      const boundary = boundaryToTake(pulled, known?.boundary ?? null);
      const compared = compareNeighbourhood(pulled, known, { boundary, ranks: RANKS });
      const wanted = sharing && boundary && known?.boundary && compared.change === 'changed';
      const boundaryShare = wanted ? await shareWords(known.boundary!, boundary.taken, breather) : null;
      const boundaryMark = boundary && markOf(boundary.taken, known?.boundary ?? null);
      yield { index: start + i, compared, boundaryShare, boundaryMark };
    }
  }
}
