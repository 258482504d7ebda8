import type { EntityManager } from 'typeorm';
import { type ComingGap, comingGaps, gapsOpenOn, type OpenGap } from '../coverage/coverage.js';
import { type FailingRoute, failingRoutes } from './notices.query.js';

/** Where a force stands on a day: what a notice or a summary tells of. */
export interface ForceStanding {
  open: OpenGap[];
  coming: ComingGap[];
  failing: FailingRoute[];
}

/** @param days how many days ahead a gap that is coming may begin */
export async function standingOf(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
  days: number,
): Promise<ForceStanding> {
  return {
    open: await gapsOpenOn(manager, forceId, todayOn),
    coming: await comingGaps(manager, forceId, todayOn, days),
    failing: await failingRoutes(manager, forceId, todayOn),
  };
}
