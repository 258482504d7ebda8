import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/new-id.js';
import type { AssignmentRole } from './domain/assignment-role.js';
import { type DayRange, toDateRange } from './domain/day-range.js';

export interface LockedNeighbourhood {
  id: string;
  code: string;
  name: string;
  fromOn: string;
  untilOn: string | null;
}

/** Which neighbourhood is this? Whoever else changes its assignments by a handover waits until we are done. */
export async function lockNeighbourhood(
  manager: EntityManager,
  forceId: string,
  code: string,
): Promise<LockedNeighbourhood | null> {
  const [found] = await manager.query<LockedNeighbourhood[]>(
    `select id, code, name, coalesce(lower(during), date '1900-01-01') as "fromOn", upper(during) - 1 as "untilOn"
     from neighbourhood where force_id = $1 and code = $2 for update`,
    [forceId, code],
  );
  return found ?? null;
}

export interface HeldAssignment extends DayRange {
  id: string;
  neighbourhoodId: string;
  neighbourhood: string;
  officerId: string;
  collarNumber: string;
  role: AssignmentRole;
  /** The force's own id of it. */
  externalId: string | null;
  version: number;
}

const HELD = `
select a.id, a.neighbourhood_id as "neighbourhoodId", n.code as neighbourhood, a.officer_id as "officerId",
       o.collar_number as "collarNumber", a.role, lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn",
       a.external_id as "externalId", a.version
from assignment a
join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
join officer o on o.force_id = a.force_id and o.id = a.officer_id
where a.force_id = $1`;

/** Which assignments of a neighbourhood are in force on any of these days? */
export function assignmentsDuring(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  days: DayRange,
): Promise<HeldAssignment[]> {
  return manager.query<HeldAssignment[]>(
    `${HELD} and a.neighbourhood_id = $2 and a.during && $3::daterange order by lower(a.during), a.role`,
    [forceId, neighbourhoodId, toDateRange(days)],
  );
}

/** Which assignment is this? Locked, whoever else changes it waits until we are done. */
export async function assignmentById(
  manager: EntityManager,
  forceId: string,
  id: string,
  { lock }: { lock: boolean },
): Promise<HeldAssignment | null> {
  const text = `${HELD} and a.id = $2 ${lock ? 'for update of a' : ''}`;
  const [found] = await manager.query<HeldAssignment[]>(text, [forceId, id]);
  return found ?? null;
}

/** Which assignments are recorded, of one neighbourhood if its code is given, latest beginning first? */
export async function listAssignments(
  manager: EntityManager,
  forceId: string,
  filter: { code: string | null; limit: number; offset: number },
): Promise<{ rows: HeldAssignment[]; total: number }> {
  const found = await manager.query<(HeldAssignment & { total: number })[]>(
    `select h.*, count(*) over () as total from (${HELD} and ($2::text is null or n.code = $2)) h
     order by h."fromOn" desc, h.neighbourhood, h.role, h.id limit $3 offset $4`,
    [forceId, filter.code, filter.limit, filter.offset],
  );
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

export async function insertAssignment(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  assignment: { neighbourhoodId: string; officerId: string; role: AssignmentRole } & DayRange,
): Promise<string> {
  const id = newId();
  const { neighbourhoodId, officerId, role } = assignment;
  await manager.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     values ($1, $2, $3, $4, $5, $6::daterange, $7)`,
    [forceId, id, neighbourhoodId, officerId, role, toDateRange(assignment), at],
  );
  return id;
}

/** The first day stays; the last one becomes another. */
export async function setLastDay(
  manager: EntityManager,
  forceId: string,
  id: string,
  untilOn: string,
): Promise<void> {
  await manager.query(
    `update assignment set during = daterange(lower(during), $3::date + 1) where force_id = $1 and id = $2`,
    [forceId, id, untilOn],
  );
}

export async function removeAssignment(manager: EntityManager, forceId: string, id: string): Promise<void> {
  await manager.query(`delete from assignment where force_id = $1 and id = $2`, [forceId, id]);
}
