import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import type { KnownAssignment, WantedAssignment } from '../domain/assignment-plan.js';

export interface RecordedAssignment extends KnownAssignment {
  collarNumber: string;
}

/** Which assignments of these neighbourhoods are recorded, of any time? */
export function assignmentsOf(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: readonly string[],
): Promise<RecordedAssignment[]> {
  return manager.query<RecordedAssignment[]>(
    `select a.id, a.neighbourhood_id as "neighbourhoodId", a.officer_id as "officerId", a.role,
            lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn", o.collar_number as "collarNumber"
     from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
     where a.force_id = $1 and a.neighbourhood_id = any($2)`,
    [forceId, neighbourhoodIds],
  );
}

/** Give these assignments another last day. */
export async function endAssignments(
  manager: EntityManager,
  forceId: string,
  changes: readonly { id: string; wanted: Pick<WantedAssignment, 'untilOn'> }[],
): Promise<string[]> {
  await manager.query(
    `update assignment a set during = daterange(lower(a.during), w.until_on + 1)
     from unnest($2::uuid[], $3::date[]) as w (id, until_on) where a.force_id = $1 and a.id = w.id`,
    [forceId, changes.map(({ id }) => id), changes.map(({ wanted }) => wanted.untilOn)],
  );
  return changes.map(({ id }) => id);
}

/** Store these assignments. */
export async function addAssignments(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly Omit<WantedAssignment, 'line'>[],
): Promise<string[]> {
  const ids = rows.map(() => newId());
  await manager.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select $1, w.id, w.neighbourhood_id, w.officer_id, w.role, daterange(w.from_on, w.until_on + 1), $2
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::date[], $8::date[])
       as w (id, neighbourhood_id, officer_id, role, from_on, until_on)`,
    [
      forceId,
      at,
      ids,
      rows.map(({ neighbourhoodId }) => neighbourhoodId),
      rows.map(({ officerId }) => officerId),
      rows.map(({ role }) => role),
      rows.map(({ fromOn }) => fromOn),
      rows.map(({ untilOn }) => untilOn),
    ],
  );
  return ids;
}
