import type { EntityManager } from 'typeorm';
import { COVERAGE_RULES } from './coverage-rules.js';
import { coveredDaysParameters } from './covered-days.query.js';
import { DEPUTIES_COVERING } from './deputies-covering.query.js';

/**
 * The officers who stand in on a day on which a neighbourhood is *deputy covering*: its deputies who are published,
 * contactable and there. Nobody if a named officer covers it, or if nobody does.
 */
export async function deputiesCovering(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  on: string,
): Promise<ReadonlySet<string>> {
  const day = { fromOn: on, toOn: on, todayOn: on };
  const rows = await manager.query<{ officerId: string }[]>(DEPUTIES_COVERING, [
    ...coveredDaysParameters(forceId, day, COVERAGE_RULES),
    neighbourhoodId,
    on,
  ]);
  return new Set(rows.map(({ officerId }) => officerId));
}
