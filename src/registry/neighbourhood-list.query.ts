import type { EntityManager } from 'typeorm';
import type { AssignmentRole } from './domain/assignment-role.js';
import type { DayRange } from './domain/day-range.js';
import { neighbourhoodsByPlace } from './place-search.query.js';

/** An officer in a neighbourhood on a day. The name may be withheld: see `nameWithheld` before anything is published. */
export interface AssignedOfficer extends DayRange {
  assignmentId: string;
  role: AssignmentRole;
  officerId: string;
  collarNumber: string;
  name: string;
  /** Of the day asked for. */
  rank: string;
  /** Withheld on the day asked for, or today. */
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
  /** Away on the day asked for, hours of abstraction apart; null if not, and `untilOn` null without an end. */
  absence: { untilOn: string | null } | null;
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
  version: number;
  /** Of the day asked for, lead first, then named, deputies, team, supervisors. */
  assigned: AssignedOfficer[];
}

/**
 * How far a search reaches: the names and codes of neighbourhoods, as the public searches; besides former names, places,
 * wards, collar numbers and published names of officers; or withheld names too.
 */
export type SearchReach = 'names' | 'published' | 'all';

const BY_OFFICER = `
  select a.neighbourhood_id from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
   where a.force_id = $1 and a.during @> $2::date
     and (position(lower($3) in lower(o.collar_number)) > 0
          or position(lower($3) in lower(o.name)) > 0 and ($7 = 'all' or not (o.name_withheld or exists (
               select from officer_name_withheld h
                where h.force_id = o.force_id and h.officer_id = o.id and h.during @> $2::date))))`;

/** Which neighbourhoods exist on a day, by name, and who is assigned to them then? Text is looked for as far as `$7` says. */
const LIST_NEIGHBOURHOODS = `
select n.id, n.code, n.name, n.description, n.email, n.telephone, n.web_url as "webUrl", n.form_enabled as "formEnabled",
       n.team_mailbox as "teamMailbox", n.population, lower(n.during) as "fromOn", upper(n.during) - 1 as "untilOn",
       n.version, coalesce(a.assigned, '[]') as assigned, n.total
from (
  select n.*, count(*) over () as total
  from neighbourhood n
  where n.force_id = $1 and n.during @> $2::date and ($6::text is null or n.code = $6)
    and ($3::text is null or position(lower($3) in lower(n.name)) > 0 or position(lower($3) in lower(n.code)) > 0
         or ($7 <> 'names' and n.id in (${neighbourhoodsByPlace('$3', '$2')} union ${BY_OFFICER})))
  order by n.name, n.code
  limit $4 offset $5
) n
left join lateral (
  select jsonb_agg(jsonb_build_object(
      'assignmentId', a.id, 'role', a.role, 'officerId', o.id, 'collarNumber', o.collar_number, 'name', o.name,
      'rank', coalesce(r.rank, o.rank), 'nameWithheld', o.name_withheld or exists (select from officer_name_withheld h
         where h.force_id = o.force_id and h.officer_id = o.id and h.during @> $2::date),
      'publicEmail', o.public_email, 'publicTelephone', o.public_telephone, 'fromOn', lower(a.during),
      'untilOn', upper(a.during) - 1, 'absence', (select jsonb_build_object('untilOn', upper(b.during) - 1) from absence b
         where b.force_id = o.force_id and b.officer_id = o.id and b.kind <> 'abstraction' and b.during @> $2::date))
    order by array_position(array['lead', 'named', 'deputy', 'team', 'supervisor'], a.role), o.collar_number) as assigned
  from assignment a
  join officer o on o.force_id = a.force_id and o.id = a.officer_id
  left join officer_rank r on r.force_id = o.force_id and r.officer_id = o.id and r.during @> $2::date
  where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.during @> $2::date
) a on true
order by n.name, n.code`;

export async function listNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  filter: {
    on: string;
    search: string | null;
    reach?: SearchReach;
    code?: string;
    limit: number;
    offset: number;
  },
): Promise<{ rows: NeighbourhoodRow[]; total: number }> {
  const { on, search, reach = 'names', code = null, limit, offset } = filter;
  const found = await manager.query<(NeighbourhoodRow & { total: number })[]>(LIST_NEIGHBOURHOODS, [
    forceId,
    on,
    search,
    limit,
    offset,
    code,
    reach,
  ]);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}
