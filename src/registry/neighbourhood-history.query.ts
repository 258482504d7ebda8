import type { EntityManager } from 'typeorm';
import type { AssignedOfficer } from './neighbourhood-list.query.js';

/**
 * Who was, is and will be assigned to a neighbourhood, latest beginning first? Ranks, withheld names and absences are
 * those of the day `$3`; without it those of today, and nobody is said to be absent.
 */
const NEIGHBOURHOOD_HISTORY = `
select a.id as "assignmentId", a.role, o.id as "officerId", o.collar_number as "collarNumber", o.name,
       coalesce(r.rank, o.rank) as rank,
       o.name_withheld or exists (select from officer_name_withheld h
         where h.force_id = o.force_id and h.officer_id = o.id and h.during @> $3::date) as "nameWithheld",
       o.public_email as "publicEmail", o.public_telephone as "publicTelephone",
       lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn",
       (select jsonb_build_object('untilOn', upper(b.during) - 1) from absence b
         where b.force_id = o.force_id and b.officer_id = o.id and b.kind <> 'abstraction' and b.during @> $3::date) as absence
from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
left join officer_rank r on r.force_id = o.force_id and r.officer_id = o.id and r.during @> $3::date
where a.force_id = $1 and a.neighbourhood_id = $2
order by lower(a.during) desc, array_position(array['lead', 'named', 'deputy', 'team', 'supervisor'], a.role), o.collar_number`;

export function neighbourhoodHistory(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  onDay: string | null,
): Promise<AssignedOfficer[]> {
  return manager.query<AssignedOfficer[]>(NEIGHBOURHOOD_HISTORY, [forceId, neighbourhoodId, onDay]);
}

/** Which names had this neighbourhood before, the latest first, and until when? */
export function formerNames(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<{ name: string; untilOn: string }[]> {
  return manager.query(
    `select name, until_on as "untilOn" from neighbourhood_former_name
     where force_id = $1 and neighbourhood_id = $2 order by until_on desc`,
    [forceId, neighbourhoodId],
  );
}
