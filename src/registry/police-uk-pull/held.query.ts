import type { EntityManager } from 'typeorm';
import type { HeldForce } from './domain/compare-force.js';
import type { HeldNeighbourhood } from './domain/compare-neighbourhood.js';

/** Was the row's last version written by a pull? */
const fromPull = (table: string): string => `exists (
  select from registry_history h join registry_import i on i.force_id = h.force_id and i.id = h.import_id and i.kind = 'police-uk'
   where h.force_id = x.force_id and h.kind = '${table}' and h.row_id = x.id
     and h.id = (select max(l.id) from registry_history l where l.force_id = h.force_id and l.kind = h.kind and l.row_id = h.row_id))`;

const instant = (column: string): string =>
  `to_char(x.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One list of a neighbourhood as JSON, each row with its id, whether a pull wrote it and whether it is over. */
const listOf = (table: string, over: string, facts: string, and = 'true'): string => `
  (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'fromPull', ${fromPull(table)}, 'over', ${over},
          'value', jsonb_build_object(${facts})) order by x.id), '[]')
     from ${table} x where x.force_id = n.force_id and x.neighbourhood_id = n.id and ${and})`;

const HELD = `
-- What is recorded of these neighbourhoods on a day, with what surrounds them?
select n.id, n.code, n.name, n.description, n.population, n.boundary,
  case when upper(n.during) <= $3::date then (upper(n.during) - 1)::text end as "endedOn",
  (select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'value', x.value) order by x.kind), '[]') from contact_route x
    where x.force_id = n.force_id and x.neighbourhood_id = n.id and x.during @> $3::date and x.kind <> 'form') as routes,
  ${listOf('link', `coalesce(upper(x.during) <= $3::date, false)`, `'title', x.title, 'url', x.url, 'description', x.description`)} as links,
  ${listOf(
    'place',
    'false',
    `'type', x.type, 'name', x.name, 'address', x.address, 'postcode', x.postcode, 'telephone', x.telephone,
     'description', x.description, 'latitude', x.latitude, 'longitude', x.longitude`,
  )} as places,
  ${listOf(
    'priority',
    `coalesce(x.ended_on <= $3::date, false)`,
    `'issue', x.issue, 'issueAt', ${instant('issue_at')}, 'action', x.action, 'actionAt', ${instant('action_at')}`,
  )} as priorities,
  ${listOf(
    'neighbourhood_event',
    'x.cancelled',
    `'type', x.type, 'title', x.title, 'address', x.address, 'description', x.description, 'startsAt', ${instant('starts_at')},
     'endsAt', ${instant('ends_at')}, 'email', x.email, 'telephone', x.telephone`,
    'x.starts_at >= $4',
  )} as events,
  (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'rank', o.rank, 'role', a.role, 'nameWithheld', o.name_withheld)
          order by o.name, o.id), '[]')
     from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
    where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.during @> $3::date) as assigned
from neighbourhood n where n.force_id = $1 and n.code = any($2)`;

/** `readAt`: events that had begun by then are none that the national interface would show. */
export function heldNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  codes: readonly string[],
  { todayOn, readAt }: { todayOn: string; readAt: string },
): Promise<HeldNeighbourhood[]> {
  return manager.query<HeldNeighbourhood[]>(HELD, [forceId, codes, todayOn, readAt]);
}

/** Which neighbourhoods of a day are not among these codes? */
export function neighbourhoodsBeside(
  manager: EntityManager,
  forceId: string,
  codes: readonly string[],
  todayOn: string,
): Promise<{ code: string; name: string }[]> {
  return manager.query<{ code: string; name: string }[]>(
    `select code, name from neighbourhood
     where force_id = $1 and during @> $3::date and not code = any($2) order by name, code`,
    [forceId, codes, todayOn],
  );
}

const HELD_FORCE = `
-- What is recorded of the force itself?
select f.name, f.website_url as url, f.telephone, f.description, f.engagement_methods as "engagementMethods",
  f.starts_on as "startsOn", exists (select from neighbourhood n where n.force_id = f.id) as "hasNeighbourhoods",
  (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'fromPull', ${fromPull('senior_officer')}, 'over', false,
          'value', jsonb_build_object('name', x.name, 'rank', x.rank, 'bio', x.bio, 'email', x.email,
            'telephone', x.telephone, 'place', x.place)) order by x.place, x.id), '[]')
     from senior_officer x where x.force_id = f.id) as "seniorOfficers"
from force f where f.id = $1`;

export interface HeldForceRow extends HeldForce {
  startsOn: string;
  /** Of any day. */
  hasNeighbourhoods: boolean;
}

export async function heldForce(manager: EntityManager, forceId: string): Promise<HeldForceRow> {
  const [force] = await manager.query<HeldForceRow[]>(HELD_FORCE, [forceId]);
  return force!;
}
