import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { NeighbourhoodWrite } from './domain/compare-neighbourhood.js';
import type { ForceWrite } from './domain/compare-force.js';
import { measured } from '../places/measured-boundary.js';

export type IdentifiedWrite = NeighbourhoodWrite & { id: string };

const GIVEN = `jsonb_to_recordset($4::jsonb) as w(id uuid, code text, name text, description text, population int,
  boundary jsonb, min_lng float8, min_lat float8, max_lng float8, max_lat float8, area_km2 float8, centre_lng float8,
  centre_lat float8, email text, telephone text, web text)`;

/** Record these neighbourhoods, from a day on. */
export async function addNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  fromOn: string,
  writes: readonly IdentifiedWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  await manager.query(
    `insert into neighbourhood (force_id, id, code, name, description, population, during, boundary, min_lng, min_lat,
       max_lng, max_lat, area_km2, centre_lng, centre_lat, email, telephone, web_url, created_at, updated_at)
     select $1, w.id, w.code, w.name, w.description, w.population, daterange($3::date, null), w.boundary, w.min_lng, w.min_lat,
       w.max_lng, w.max_lat, w.area_km2, w.centre_lng, w.centre_lat, w.email, w.telephone, w.web, $2, $2
     from ${GIVEN}`,
    [forceId, at, fromOn, valuesOf(writes)],
  );
}

/** Change what is given of these neighbourhoods; a former name is kept with yesterday as its last day, if it had any. */
export async function changeNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  todayOn: string,
  writes: readonly IdentifiedWrite[],
): Promise<void> {
  const changing = writes.filter(
    ({ name, description, population, boundary, routes }) =>
      name !== null ||
      description !== null ||
      population !== null ||
      boundary !== null ||
      routes.some(isColumn),
  );
  if (changing.length === 0) return;
  const values = [forceId, at, todayOn, valuesOf(changing)];
  await manager.query(
    `insert into neighbourhood_former_name (force_id, id, neighbourhood_id, name, until_on)
     select $1, gen_random_uuid(), n.id, n.name, $3::date - 1
     from ${GIVEN} join neighbourhood n on n.force_id = $1 and n.id = w.id
     where w.name is not null and $2::timestamptz is not null
       and $3::date > coalesce((select max(f.until_on) + 1 from neighbourhood_former_name f
         where f.force_id = $1 and f.neighbourhood_id = n.id), lower(n.during), '-infinity')`,
    values,
  );
  await manager.query(
    `update neighbourhood n set name = coalesce(w.name, n.name), description = coalesce(w.description, n.description),
       population = coalesce(w.population, n.population), boundary = coalesce(w.boundary, n.boundary),
       min_lng = coalesce(w.min_lng, n.min_lng), min_lat = coalesce(w.min_lat, n.min_lat),
       max_lng = coalesce(w.max_lng, n.max_lng), max_lat = coalesce(w.max_lat, n.max_lat),
       area_km2 = coalesce(w.area_km2, n.area_km2), centre_lng = coalesce(w.centre_lng, n.centre_lng),
       centre_lat = coalesce(w.centre_lat, n.centre_lat), email = coalesce(w.email, n.email),
       telephone = coalesce(w.telephone, n.telephone), web_url = coalesce(w.web, n.web_url), updated_at = $2
     from ${GIVEN} where n.force_id = $1 and n.id = w.id and $3::date is not null`,
    values,
  );
}

/** Give neighbourhoods the routes that have no column of their own: from today, or for all days of a new one. */
export async function putRoutes(
  manager: EntityManager,
  forceId: string,
  writes: readonly IdentifiedWrite[],
  areNew: boolean,
): Promise<void> {
  const routes = writes.flatMap(({ id, routes: given }) =>
    given.filter((route) => !isColumn(route)).map(({ kind, value }) => ({ id, kind, value })),
  );
  if (routes.length === 0) return;
  await manager.query(
    `select put_route($1, w.id, null, w.kind, w.value, $3)
     from jsonb_to_recordset($2::jsonb) as w(id uuid, kind text, value text)`,
    [forceId, JSON.stringify(routes), areNew],
  );
}

/** Change what is given of the force itself. */
export async function changeForce(manager: EntityManager, forceId: string, write: ForceWrite): Promise<void> {
  const { name, url, telephone, description, engagementMethods } = write;
  await manager.query(
    `update force set name = coalesce($2, name), website_url = coalesce($3, website_url), telephone = coalesce($4, telephone),
       description = coalesce($5, description), engagement_methods = coalesce($6::jsonb, engagement_methods) where id = $1`,
    [forceId, name, url, telephone, description, engagementMethods && JSON.stringify(engagementMethods)],
  );
}

const isColumn = ({ kind }: { kind: string }): boolean => ['email', 'telephone', 'web'].includes(kind);

function valuesOf(writes: readonly IdentifiedWrite[]): string {
  return JSON.stringify(
    writes.map(({ id, code, name, description, population, boundary, routes }) => {
      const facts = boundary && measured(boundary);
      return {
        id,
        code,
        name,
        description,
        population,
        boundary,
        min_lng: facts?.minLng,
        min_lat: facts?.minLat,
        max_lng: facts?.maxLng,
        max_lat: facts?.maxLat,
        area_km2: facts?.areaKm2,
        centre_lng: facts?.centreLng,
        centre_lat: facts?.centreLat,
        ...Object.fromEntries(routes.filter(isColumn).map(({ kind, value }) => [kind, value])),
      };
    }),
  );
}
