import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Recorded } from './life-kind.js';

export interface PriorityFields {
  issue: string;
  issueAt: DateTime;
  action: string | null;
  actionAt: DateTime | null;
  /** The day from which it is no longer a priority; null while none is set. */
  endedOn: string | null;
}
export type PriorityRow = PriorityFields & Recorded;

const PRIORITIES = `
-- What are the priorities of a neighbourhood, those that still hold first, the latest issue first?
select id, version, issue, issue_at as "issueAt", action, action_at as "actionAt", ended_on as "endedOn"
from priority where force_id = $1 and neighbourhood_id = $2
order by ended_on desc nulls first, issue_at desc, id`;

export function listPriorities(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<PriorityRow[]> {
  return manager.query<PriorityRow[]>(PRIORITIES, [forceId, neighbourhoodId]);
}

export async function insertPriority(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  id: string,
  { issue, issueAt, action, actionAt, endedOn }: PriorityFields,
): Promise<void> {
  await manager.query(
    `insert into priority (force_id, id, neighbourhood_id, issue, issue_at, action, action_at, ended_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [forceId, id, neighbourhoodId, issue, issueAt, action, actionAt, endedOn],
  );
}

export async function updatePriority(
  manager: EntityManager,
  forceId: string,
  id: string,
  { issue, issueAt, action, actionAt, endedOn }: PriorityFields,
): Promise<void> {
  await manager.query(
    `update priority set issue = $3, issue_at = $4, action = $5, action_at = $6, ended_on = $7
     where force_id = $1 and id = $2`,
    [forceId, id, issue, issueAt, action, actionAt, endedOn],
  );
}
