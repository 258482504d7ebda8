import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AreasPort } from '../access/principal.js';
import { ASSIGNMENT_ROLES, type AssignmentRole } from './domain/assignment-role.js';

/**
 * Which neighbourhoods are this officer's on a day: those of an assignment in one of these roles, those of a command area
 * that the officer supervises, and those that ended and went on as one of them: their open contacts are waiting there?
 */
export async function neighbourhoodsOf(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  on: string,
  roles: readonly AssignmentRole[],
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `select distinct a.id
       from (select neighbourhood_id as id from assignment
              where force_id = $1 and officer_id = $2 and role = any ($4) and during @> $3::date
             union
             select m.neighbourhood_id from command_area_supervisor v
             join command_area_neighbourhood m on m.force_id = v.force_id and m.command_area_id = v.command_area_id
              and m.during @> $3::date
             where v.force_id = $1 and v.officer_id = $2 and v.during @> $3::date) own
       join officer o on o.force_id = $1 and o.id = $2 and o.in_service @> $3::date
       cross join lateral answered_by($1, own.id, $3::date) as a (id)`,
    [forceId, officerId, on, roles],
  );
  return rows.map(({ id }) => id);
}

/** Whoever is assigned to a neighbourhood, in whatever role, reads what waits there. */
@Injectable()
export class Areas extends AreasPort {
  neighbourhoodsOf(
    manager: EntityManager,
    forceId: string,
    officerId: string,
    on: string,
  ): Promise<string[]> {
    return neighbourhoodsOf(manager, forceId, officerId, on, ASSIGNMENT_ROLES);
  }
}
