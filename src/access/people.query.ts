import type { DateTime } from 'luxon';
import { worksAsOfficer } from './permissions.js';
import { type Role, ROLES } from './principal.js';

/** Who of a force may sign in? */
export const PEOPLE_WHO_MAY_SIGN_IN = `
-- Who of a force may sign in? In the order of the roles, then by name; whose name is withheld as an officer's is told by number.
select p.id, case when o.name_withheld then 'Officer ' || o.collar_number || ', name withheld' else p.name end as name, p.role, p.officer_id
from person p left join officer o on o.force_id = p.force_id and o.id = p.officer_id
where p.force_id = $1 and p.disabled_at is null
order by array_position('{${ROLES.join(',')}}'::text[], p.role), name, p.id
`;

export interface PersonRow {
  id: string;
  name: string;
  role: Role;
  officer_id: string | null;
}

const LISTED = `p.id, case when o.name_withheld then 'Officer ' || o.collar_number || ', name withheld' else p.name end as name,
       p.role, p.disabled_at, o.collar_number, i.person_id is not null as by_provider,
       greatest(i.last_signed_in_at, (select max(s.created_at) from session s where s.force_id = p.force_id and s.person_id = p.id)) as last_signed_in_at,
       count(*) over ()::int as total
  from person p
  left join officer o on o.force_id = p.force_id and o.id = p.officer_id
  left join person_identity i on i.force_id = p.force_id and i.person_id = p.id`;

export const PEOPLE_LISTED = `
-- Who of a force may sign in, or once might? $2: those without an officer or those switched off alone. By name.
select ${LISTED}
 where p.force_id = $1
   and case $2::text when 'without-officer' then p.officer_id is null and p.role = any('{${ROLES.filter(worksAsOfficer).join(',')}}') and p.disabled_at is null
                     when 'off' then p.disabled_at is not null else true end
 order by name, p.id limit $3 offset $4
`;

export const PERSON_LISTED = `
-- What is known of somebody who may sign in?
select ${LISTED} where p.force_id = $1 and p.id = $2
`;

/** Somebody as the page of people shows them. */
export interface ListedPerson {
  id: string;
  name: string;
  role: Role;
  disabled_at: DateTime | null;
  collar_number: string | null;
  /** Null if never. */
  last_signed_in_at: DateTime | null;
  /** Do they have an account at the force's identity provider? */
  by_provider: boolean;
  total: number;
}
