import type { EntityManager } from 'typeorm';
import type { AssignmentRole } from './domain/assignment-role.js';
import { neighbourhoodsByPlace } from './place-search.query.js';

export interface OfficerRow {
  id: string;
  collarNumber: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
  dutyEmail: string | null;
}

/** An officer as the list shows him, with what holds on the day asked for. */
export interface ListedOfficer extends OfficerRow {
  roles: { role: AssignmentRole; code: string; neighbourhood: string }[];
  /** Away on that day, hours of abstraction apart. */
  absence: { kind: string; untilOn: string | null } | null;
  inService: boolean;
}

export interface OfficerFilter {
  search: string | null;
  /** The day whose assignments are looked through. */
  onDay: string;
  /** Ranks whose name holds the text. */
  ranks?: readonly string[];
  /** Whether a name that is withheld may be found by it. */
  byWithheldName: boolean;
  limit: number;
  offset: number;
}

/**
 * Who are the officers of the force, by name? Text is looked for in name, collar number, the force's own id, rank, and the
 * neighbourhoods, places and wards of a day's assignments.
 */
const LIST_OFFICERS = `
select f.*, count(*) over () as total
from (
  select o.id, o.force_id, o.collar_number as "collarNumber", o.name, coalesce(r.rank, o.rank) as rank,
         o.name_withheld or o.id in (select h.officer_id from officer_name_withheld h
           where h.force_id = $1 and h.during @> $4::date) as "nameWithheld",
         o.public_email as "publicEmail", o.public_telephone as "publicTelephone", o.duty_email as "dutyEmail",
         o.external_id, o.in_service @> $4::date as "inService"
  from officer o
  left join officer_rank r on r.force_id = o.force_id and r.officer_id = o.id and r.during @> $4::date
  where o.force_id = $1
) f
where $2::text is null
   or position(lower($2) in lower(f."collarNumber")) > 0 or lower(f.external_id) = lower($2)
   or (position(lower($2) in lower(f.name)) > 0 and ($5 or not f."nameWithheld"))
   or f.rank = any($3)
   or f.id in (
        select a.officer_id from assignment a join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
         where a.force_id = $1 and a.during @> $4::date
           and (position(lower($2) in lower(n.name)) > 0 or lower(n.code) = lower($2)
                or n.id in (${neighbourhoodsByPlace('$2', '$4')})))
order by case when f."nameWithheld" and not $5 then '' else f.name end, f."collarNumber"
limit $6 offset $7`;

/** What do these officers do on a day, and who of them is away? */
const TODAY = `
select l.*,
       (select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'code', n.code, 'neighbourhood', n.name)
                 order by array_position(array['lead', 'named', 'deputy', 'team', 'supervisor'], a.role), n.name), '[]')
          from assignment a join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
         where a.force_id = $1 and a.officer_id = l.id and a.during @> $4::date) as roles,
       (select jsonb_build_object('kind', b.kind, 'untilOn', upper(b.during) - 1) from absence b
         where b.force_id = $1 and b.officer_id = l.id and b.kind <> 'abstraction' and b.during @> $4::date) as absence
from (${LIST_OFFICERS}) l
order by case when l."nameWithheld" and not $5 then '' else l.name end, l."collarNumber"`;

export async function listOfficers(
  manager: EntityManager,
  forceId: string,
  filter: OfficerFilter,
): Promise<{ rows: OfficerRow[]; total: number }> {
  return strip(await manager.query<(ListedOfficer & Extra)[]>(LIST_OFFICERS, valuesOf(forceId, filter)));
}

export async function listOfficersOfDay(
  manager: EntityManager,
  forceId: string,
  filter: OfficerFilter,
): Promise<{ rows: ListedOfficer[]; total: number }> {
  return strip(await manager.query<(ListedOfficer & Extra)[]>(TODAY, valuesOf(forceId, filter)));
}

interface Extra {
  total: number;
  force_id: string;
  external_id: string | null;
}

function valuesOf(forceId: string, filter: OfficerFilter): unknown[] {
  const { search, onDay, ranks = [], byWithheldName, limit, offset } = filter;
  return [forceId, search, ranks, onDay, byWithheldName, limit, offset];
}

function strip(found: (ListedOfficer & Extra)[]): { rows: ListedOfficer[]; total: number } {
  const rows = found.map(({ total: _, force_id: __, external_id: ___, ...row }) => row);
  return { rows, total: found[0]?.total ?? 0 };
}

/** Which officers of the force may be named, by name? For choosing one. */
export function officersOfRanks(
  manager: EntityManager,
  forceId: string,
  ranks: readonly string[],
): Promise<Pick<OfficerRow, 'collarNumber' | 'name' | 'rank'>[]> {
  return manager.query(
    `select collar_number as "collarNumber", name, rank from officer where force_id = $1 and rank = any($2) order by name, collar_number`,
    [forceId, ranks],
  );
}
