import type { EntityManager } from 'typeorm';
import { HAS_TENURE, TEAM_RUNS } from './team-days.js';

/** Officers of one rank in neighbourhood teams on a day, and how many of them for two years or more without a break. */
export interface TenureRow {
  rank: string;
  officers: number;
  withTenure: number;
}

const TENURE = `
-- Of the officers who are in a neighbourhood team on a day, by their rank then: how many have been so for two years?
with ${TEAM_RUNS}
select rank, count(*) as officers, count(*) filter (where ${HAS_TENURE}) as "withTenure"
from team_run
group by rank`;

export function tenureByRank(manager: EntityManager, forceId: string, on: string): Promise<TenureRow[]> {
  return manager.query<TenureRow[]>(TENURE, [forceId, on]);
}
