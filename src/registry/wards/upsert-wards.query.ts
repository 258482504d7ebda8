import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { WardRow } from './domain/ward-feature.js';

/** A ward with what is worked out from its boundary. */
export interface MeasuredWard extends WardRow {
  id: string;
  minLng: number;
  minLat: number;
  maxLng: number;
  maxLat: number;
  areaKm2: number;
}

export interface KnownWard {
  code: string;
  fromOn: string | null;
  untilOn: string | null;
}

/** Since when and until when do these wards exist, as it is recorded? */
export function knownWards(
  manager: EntityManager,
  forceId: string,
  codes: readonly string[],
): Promise<KnownWard[]> {
  return manager.query<KnownWard[]>(
    `select code, lower(during) as "fromOn", upper(during) - 1 as "untilOn" from ward where force_id = $1 and code = any($2)`,
    [forceId, codes],
  );
}

/** Which of these wards are new, which differ from what is recorded? Stores both kinds and returns them. */
const UPSERT_WARDS = `
insert into ward as w (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
select $1, g.id, g.code, g.name,
  daterange(coalesce(g.from_on, lower(known.during), $2::date), coalesce(g.until_on + 1, upper(known.during))),
  g.boundary, g.min_lng, g.min_lat, g.max_lng, g.max_lat, g.area_km2, $3, $3
from unnest($4::uuid[], $5::text[], $6::text[], $7::date[], $8::date[], $9::jsonb[],
    $10::float8[], $11::float8[], $12::float8[], $13::float8[], $14::float8[])
  as g (id, code, name, from_on, until_on, boundary, min_lng, min_lat, max_lng, max_lat, area_km2)
left join ward known on known.force_id = $1 and known.code = g.code
on conflict on constraint ward_code_once do update set
  name = excluded.name, during = excluded.during, boundary = excluded.boundary, min_lng = excluded.min_lng,
  min_lat = excluded.min_lat, max_lng = excluded.max_lng, max_lat = excluded.max_lat, area_km2 = excluded.area_km2,
  updated_at = excluded.updated_at
where (w.name, w.during, w.boundary) is distinct from (excluded.name, excluded.during, excluded.boundary)
returning w.id, (w.xmax = 0) as added`;

export function upsertWards(
  manager: EntityManager,
  forceId: string,
  startsOn: string,
  at: DateTime,
  rows: readonly MeasuredWard[],
): Promise<{ id: string; added: boolean }[]> {
  return manager.query(UPSERT_WARDS, [
    forceId,
    startsOn,
    at,
    rows.map(({ id }) => id),
    rows.map(({ code }) => code),
    rows.map(({ name }) => name),
    rows.map(({ fromOn }) => fromOn),
    rows.map(({ untilOn }) => untilOn),
    rows.map(({ boundary }) => JSON.stringify(boundary)),
    rows.map(({ minLng }) => minLng),
    rows.map(({ minLat }) => minLat),
    rows.map(({ maxLng }) => maxLng),
    rows.map(({ maxLat }) => maxLat),
    rows.map(({ areaKm2 }) => areaKm2),
  ]);
}
