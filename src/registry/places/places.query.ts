import type { EntityManager } from 'typeorm';
import type { Boundary } from '../domain/boundary.js';
import type { KnownAssignment } from '../domain/assignment-plan.js';
import type { FormerName } from './domain/name-and-end.js';
import type { KnownPlace } from './domain/succession-plan.js';

/** A neighbourhood with what a new one takes over from it. */
export interface HeldPlace extends KnownPlace {
  population: number | null;
  hasBoundary: boolean;
  /** The command area that it belongs to on the day asked for. */
  areaId: string | null;
  areaName: string | null;
}

/** Which neighbourhoods are these? Locked in the order of their codes, so that two changes wait for each other. */
const PLACES = `
select n.id, n.code, n.name, coalesce(lower(n.during), date '1900-01-01') as "fromOn", upper(n.during) - 1 as "untilOn",
       n.population, n.boundary is not null as "hasBoundary", m.command_area_id as "areaId", a.name as "areaName"
from neighbourhood n
left join command_area_neighbourhood m on m.force_id = n.force_id and m.neighbourhood_id = n.id and m.during @> $3::date
left join command_area a on a.force_id = m.force_id and a.id = m.command_area_id
where n.force_id = $1 and n.code = any($2)
order by n.code
for update of n`;

export function lockPlaces(
  manager: EntityManager,
  forceId: string,
  codes: readonly string[],
  on: string,
): Promise<HeldPlace[]> {
  return manager.query<HeldPlace[]>(PLACES, [forceId, codes, on]);
}

/** Which names did a neighbourhood have before, and until when? */
export function formerNames(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<FormerName[]> {
  return manager.query<FormerName[]>(
    `select name, until_on as "untilOn" from neighbourhood_former_name where force_id = $1 and neighbourhood_id = $2
     order by until_on`,
    [forceId, neighbourhoodId],
  );
}

export interface Succession {
  predecessor: string;
  predecessorName: string;
  successor: string;
  successorName: string;
  fromOn: string;
}

/** What did these neighbourhoods go on as, and what went on as them? */
export function successionsOf(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: readonly string[],
): Promise<Succession[]> {
  return manager.query<Succession[]>(
    `select p.code as predecessor, p.name as "predecessorName", s.code as successor, s.name as "successorName", k.from_on as "fromOn"
     from neighbourhood_succession k
     join neighbourhood p on p.force_id = k.force_id and p.id = k.predecessor_id
     join neighbourhood s on s.force_id = k.force_id and s.id = k.successor_id
     where k.force_id = $1 and (k.predecessor_id = any($2) or k.successor_id = any($2))
     order by k.from_on, p.code, s.code`,
    [forceId, neighbourhoodIds],
  );
}

export interface HeldByNumber extends KnownAssignment {
  collarNumber: string;
}

/** Which assignments of these neighbourhoods are not over before a day? */
export function assignmentsFrom(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: readonly string[],
  fromOn: string,
): Promise<HeldByNumber[]> {
  return manager.query<HeldByNumber[]>(
    `select a.id, a.neighbourhood_id as "neighbourhoodId", a.officer_id as "officerId", o.collar_number as "collarNumber", a.role,
            lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn"
     from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
     where a.force_id = $1 and a.neighbourhood_id = any($2) and (upper_inf(a.during) or upper(a.during) > $3::date)
     order by o.collar_number, lower(a.during)`,
    [forceId, neighbourhoodIds, fromOn],
  );
}

/** The boundaries of these neighbourhoods. */
export async function boundariesOf(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: readonly string[],
): Promise<Boundary[]> {
  const rows = await manager.query<{ boundary: Boundary }[]>(
    `select boundary from neighbourhood where force_id = $1 and id = any($2) and boundary is not null order by code`,
    [forceId, neighbourhoodIds],
  );
  return rows.map(({ boundary }) => boundary);
}
