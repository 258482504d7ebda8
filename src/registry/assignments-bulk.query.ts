import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { KnownAssignment } from './domain/assignment-plan.js';
import { type DayRange, toDateRange } from './domain/day-range.js';

export interface StoredAssignment extends KnownAssignment {
  externalId: string | null;
  /** The neighbourhood's. */
  code: string;
  collarNumber: string;
}

export interface AssignmentPlace extends DayRange {
  id: string;
  code: string;
}

/** Which neighbourhoods have these codes, and when do they exist? Locked until we are done, in one order. */
export function placesOfCodes(
  manager: EntityManager,
  forceId: string,
  codes: readonly string[],
): Promise<AssignmentPlace[]> {
  return manager.query<AssignmentPlace[]>(
    `select id, code, coalesce(lower(during), date '1900-01-01') as "fromOn", upper(during) - 1 as "untilOn"
     from neighbourhood where force_id = $1 and code = any($2) order by id for update`,
    [forceId, codes],
  );
}

/** Which assignments are in these neighbourhoods or have these ids of the force's own? Locked, until we are done, if asked. */
export function assignmentsToChange(
  manager: EntityManager,
  forceId: string,
  { neighbourhoodIds, externalIds }: { neighbourhoodIds: readonly string[]; externalIds: readonly string[] },
  { lock }: { lock: boolean },
): Promise<StoredAssignment[]> {
  return manager.query<StoredAssignment[]>(
    `select a.id, a.external_id as "externalId", a.neighbourhood_id as "neighbourhoodId", n.code, a.officer_id as "officerId",
            o.collar_number as "collarNumber", a.role, lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn"
     from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
       join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
     where a.force_id = $1 and (a.neighbourhood_id = any($2) or a.external_id = any($3))
     order by a.id ${lock ? 'for update of a' : ''}`,
    [forceId, neighbourhoodIds, externalIds],
  );
}

/** Take these assignments out, to be put in again otherwise; answers the version that each had, by id. */
export async function takeOutAssignments(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const [taken] = await manager.query<[{ id: string; version: number }[], number]>(
    `delete from assignment where force_id = $1 and id = any($2) returning id, version`,
    [forceId, ids],
  );
  return new Map(taken.map(({ id, version }) => [id, version]));
}

/** Give these assignments other days, and an id of the force's own where there is one. */
export async function setDays(
  manager: EntityManager,
  forceId: string,
  rows: readonly (DayRange & { id: string; externalId: string | null })[],
): Promise<void> {
  await manager.query(
    `update assignment a set during = w.during::daterange, external_id = coalesce(w.external_id, a.external_id)
     from unnest($2::uuid[], $3::text[], $4::text[]) as w (id, during, external_id) where a.force_id = $1 and a.id = w.id`,
    [forceId, rows.map(({ id }) => id), rows.map(toDateRange), rows.map(({ externalId }) => externalId)],
  );
}

export type AssignmentToPut = Omit<StoredAssignment, 'collarNumber' | 'code'> & { version: number };

/** Store these assignments; one that was taken out before keeps its id and counts its versions on. */
export async function putAssignments(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly AssignmentToPut[],
): Promise<void> {
  await manager.query(
    `insert into assignment (force_id, id, external_id, neighbourhood_id, officer_id, role, during, version, recorded_at)
     select $1, w.id, w.external_id, w.neighbourhood_id, w.officer_id, w.role, w.during::daterange, w.version, $2
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::integer[])
       as w (id, external_id, neighbourhood_id, officer_id, role, during, version)`,
    [
      forceId,
      at,
      rows.map(({ id }) => id),
      rows.map(({ externalId }) => externalId),
      rows.map(({ neighbourhoodId }) => neighbourhoodId),
      rows.map(({ officerId }) => officerId),
      rows.map(({ role }) => role),
      rows.map(toDateRange),
      rows.map(({ version }) => version),
    ],
  );
}
