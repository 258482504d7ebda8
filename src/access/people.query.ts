import { type Role, ROLES } from './principal.js';

/** Who of a force may sign in? */
export const PEOPLE_WHO_MAY_SIGN_IN = `
-- Who of a force may sign in? In the order of the roles, then by name.
select id, name, role, officer_id
from person
where force_id = $1 and disabled_at is null
order by array_position('{${ROLES.join(',')}}'::text[], role), name, id
`;

export interface PersonRow {
  id: string;
  name: string;
  role: Role;
  officer_id: string | null;
}
