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
