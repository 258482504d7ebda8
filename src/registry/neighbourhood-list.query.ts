import type { EntityManager } from 'typeorm';
import type { AssignmentRole } from './domain/assignment-role.js';
import type { DayRange } from './domain/day-range.js';

/** An officer in a neighbourhood on a day. The name may be withheld: see `nameWithheld` before anything is published. */
export interface AssignedOfficer extends DayRange {
  assignmentId: string;
  role: AssignmentRole;
  officerId: string;
  collarNumber: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
}

export interface NeighbourhoodRow {
  id: string;
  code: string;
  name: string;
  description: string | null;
  email: string | null;
  telephone: string | null;
  webUrl: string | null;
  formEnabled: boolean;
  teamMailbox: string | null;
  population: number | null;
  fromOn: string | null;
  untilOn: string | null;
  /** Of the day asked for, lead first, then named, deputies, team, supervisors. */
  assigned: AssignedOfficer[];
}

/** Which neighbourhoods exist on a day, by name, and who is assigned to them then? Text is looked for in name and code. */
const LIST_NEIGHBOURHOODS = `
select n.id, n.code, n.name, n.description, n.email, n.telephone, n.web_url as "webUrl", n.form_enabled as "formEnabled",
       n.team_mailbox as "teamMailbox", n.population, lower(n.during) as "fromOn", upper(n.during) - 1 as "untilOn",
       coalesce(a.assigned, '[]') as assigned, count(*) over () as total
from neighbourhood n
left join lateral (
  select jsonb_agg(jsonb_build_object(
      'assignmentId', a.id, 'role', a.role, 'officerId', o.id, 'collarNumber', o.collar_number, 'name', o.name,
      'rank', o.rank, 'nameWithheld', o.name_withheld, 'publicEmail', o.public_email,
      'publicTelephone', o.public_telephone, 'fromOn', lower(a.during), 'untilOn', upper(a.during) - 1)
    order by array_position(array['lead', 'named', 'deputy', 'team', 'supervisor'], a.role), o.collar_number) as assigned
  from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
  where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.during @> $2::date
) a on true
where n.force_id = $1 and n.during @> $2::date
  and ($3::text is null or position(lower($3) in lower(n.name)) > 0 or position(lower($3) in lower(n.code)) > 0)
  and ($6::text is null or n.code = $6)
order by n.name, n.code
limit $4 offset $5`;

export async function listNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  filter: { on: string; search: string | null; code?: string; limit: number; offset: number },
): Promise<{ rows: NeighbourhoodRow[]; total: number }> {
  const { on, search, code = null, limit, offset } = filter;
  const found = await manager.query<(NeighbourhoodRow & { total: number })[]>(LIST_NEIGHBOURHOODS, [
    forceId,
    on,
    search,
    limit,
    offset,
    code,
  ]);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}
