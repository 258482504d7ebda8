import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { MeasuredNeighbourhood } from './measured-neighbourhood.js';

export interface UpsertedRow {
  id: string;
  added: boolean;
}

/**
 * Which of these neighbourhoods are new, which differ from what is recorded? Stores both kinds and returns them; what
 * is the same is not touched. Without a first day a neighbourhood keeps its own, or begins on the force's.
 */
const UPSERT_NEIGHBOURHOODS = `
insert into neighbourhood as n (force_id, id, code, name, description, population, during, boundary,
  min_lng, min_lat, max_lng, max_lat, area_km2, centre_lng, centre_lat,
  email, telephone, web_url, team_mailbox, created_at, updated_at)
select $1, w.id, w.code, w.name, w.description, w.population,
  daterange(coalesce(w.from_on, lower(known.during), $2::date), upper(known.during)), w.boundary,
  w.min_lng, w.min_lat, w.max_lng, w.max_lat, w.area_km2, w.centre_lng, w.centre_lat,
  w.email, w.telephone, w.web_url, w.team_mailbox, $3, $3
from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::int[], $9::date[], $10::jsonb[],
    $11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::float8[], $17::float8[],
    $18::text[], $19::text[], $20::text[], $21::text[])
  as w (id, code, name, description, population, from_on, boundary,
    min_lng, min_lat, max_lng, max_lat, area_km2, centre_lng, centre_lat, email, telephone, web_url, team_mailbox)
left join neighbourhood known on known.force_id = $1 and known.code = w.code
on conflict on constraint neighbourhood_code_once do update set
  name = excluded.name, description = excluded.description, population = excluded.population,
  during = excluded.during, boundary = excluded.boundary,
  min_lng = excluded.min_lng, min_lat = excluded.min_lat, max_lng = excluded.max_lng, max_lat = excluded.max_lat,
  area_km2 = excluded.area_km2, centre_lng = excluded.centre_lng, centre_lat = excluded.centre_lat,
  email = excluded.email, telephone = excluded.telephone, web_url = excluded.web_url,
  team_mailbox = excluded.team_mailbox, updated_at = excluded.updated_at
where (n.name, n.description, n.population, n.during, n.boundary, n.email, n.telephone, n.web_url, n.team_mailbox)
  is distinct from (excluded.name, excluded.description, excluded.population, excluded.during, excluded.boundary,
    excluded.email, excluded.telephone, excluded.web_url, excluded.team_mailbox)
returning n.id, (n.xmax = 0) as added`;

export function upsertNeighbourhoods(
  manager: EntityManager,
  forceId: string,
  startsOn: string,
  at: DateTime,
  rows: readonly MeasuredNeighbourhood[],
): Promise<UpsertedRow[]> {
  return manager.query<UpsertedRow[]>(UPSERT_NEIGHBOURHOODS, [
    forceId,
    startsOn,
    at,
    rows.map(({ id }) => id),
    rows.map(({ code }) => code),
    rows.map(({ name }) => name),
    rows.map(({ description }) => description),
    rows.map(({ population }) => population),
    rows.map(({ fromOn }) => fromOn),
    rows.map(({ boundary }) => JSON.stringify(boundary)),
    rows.map(({ minLng }) => minLng),
    rows.map(({ minLat }) => minLat),
    rows.map(({ maxLng }) => maxLng),
    rows.map(({ maxLat }) => maxLat),
    rows.map(({ areaKm2 }) => areaKm2),
    rows.map(({ centreLng }) => centreLng),
    rows.map(({ centreLat }) => centreLat),
    rows.map(({ email }) => email),
    rows.map(({ telephone }) => telephone),
    rows.map(({ webUrl }) => webUrl),
    rows.map(({ teamMailbox }) => teamMailbox),
  ]);
}
