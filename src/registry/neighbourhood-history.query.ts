import type { EntityManager } from 'typeorm';
import type { AssignedOfficer } from './neighbourhood-list.query.js';

/** Who was, is and will be assigned to a neighbourhood, latest beginning first? */
const NEIGHBOURHOOD_HISTORY = `
select a.id as "assignmentId", a.role, o.id as "officerId", o.collar_number as "collarNumber", o.name, o.rank,
       o.name_withheld as "nameWithheld", o.public_email as "publicEmail", o.public_telephone as "publicTelephone",
       lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn"
from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
where a.force_id = $1 and a.neighbourhood_id = $2
order by lower(a.during) desc, array_position(array['lead', 'named', 'deputy', 'team', 'supervisor'], a.role), o.collar_number`;

export function neighbourhoodHistory(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<AssignedOfficer[]> {
  return manager.query<AssignedOfficer[]>(NEIGHBOURHOOD_HISTORY, [forceId, neighbourhoodId]);
}
