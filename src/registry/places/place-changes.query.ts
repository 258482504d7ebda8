import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import type { Measured } from './measured-boundary.js';

/** Let a neighbourhood end on a day, and with it what it belongs to: its command area. */
export async function endPlace(
  manager: EntityManager,
  forceId: string,
  id: string,
  untilOn: string,
  at: DateTime,
): Promise<void> {
  await manager.query(
    `update neighbourhood set during = daterange(lower(during), $3::date + 1), updated_at = $4 where force_id = $1 and id = $2`,
    [forceId, id, untilOn, at],
  );
  await manager.query(
    `delete from command_area_neighbourhood where force_id = $1 and neighbourhood_id = $2 and lower(during) > $3::date`,
    [forceId, id, untilOn],
  );
  await manager.query(
    `update command_area_neighbourhood set during = daterange(lower(during), $3::date + 1)
     where force_id = $1 and neighbourhood_id = $2 and (upper_inf(during) or upper(during) > $3::date + 1)`,
    [forceId, id, untilOn],
  );
}

export interface NewPlace {
  code: string;
  name: string;
  fromOn: string;
  population: number | null;
  boundary: Measured | null;
  /** The neighbourhood whose published routes and team mailbox it takes over. */
  likeId: string | null;
}

/** Record a neighbourhood that begins on a day. Null if the code is taken. */
export async function beginPlace(
  manager: EntityManager,
  forceId: string,
  place: NewPlace,
  at: DateTime,
): Promise<string | null> {
  const { code, name, fromOn, population, boundary, likeId } = place;
  const [begun] = await manager.query<{ id: string }[]>(
    `insert into neighbourhood (force_id, id, code, name, population, during, boundary, min_lng, min_lat, max_lng, max_lat,
       area_km2, centre_lng, centre_lat, email, telephone, web_url, form_enabled, team_mailbox, created_at, updated_at)
     select $1, $2, $3, $4, $5, daterange($6::date, null), $7::jsonb, $8, $9, $10, $11, $12, $13, $14,
       l.email, l.telephone, l.web_url, coalesce(l.form_enabled, true), l.team_mailbox, $15, $15
     from (select 1) one left join neighbourhood l on l.force_id = $1 and l.id = $16
     on conflict on constraint neighbourhood_code_once do nothing returning id`,
    [
      forceId,
      newId(),
      code,
      name,
      population,
      fromOn,
      boundary && JSON.stringify(boundary.boundary),
      boundary?.minLng ?? null,
      boundary?.minLat ?? null,
      boundary?.maxLng ?? null,
      boundary?.maxLat ?? null,
      boundary?.areaKm2 ?? null,
      boundary?.centreLng ?? null,
      boundary?.centreLat ?? null,
      at,
      likeId,
    ],
  );
  return begun?.id ?? null;
}

/** Give a neighbourhood another name; the former one is kept with its last day, if it had any. */
export async function renamePlace(
  manager: EntityManager,
  forceId: string,
  id: string,
  name: string,
  former: { name: string; untilOn: string } | null,
  at: DateTime,
): Promise<void> {
  await manager.query(`update neighbourhood set name = $3, updated_at = $4 where force_id = $1 and id = $2`, [
    forceId,
    id,
    name,
    at,
  ]);
  if (!former) return;
  await manager.query(
    `insert into neighbourhood_former_name (force_id, id, neighbourhood_id, name, until_on) values ($1, $2, $3, $4, $5)`,
    [forceId, newId(), id, former.name, former.untilOn],
  );
}

/** Record which neighbourhood went on as which; what is recorded already stays. */
export async function recordSuccession(
  manager: EntityManager,
  forceId: string,
  fromOn: string,
  links: readonly { predecessorId: string; successorId: string }[],
): Promise<void> {
  await manager.query(
    `insert into neighbourhood_succession (force_id, id, predecessor_id, successor_id, from_on)
     select $1, k.id, k.predecessor_id, k.successor_id, $5::date
     from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as k (id, predecessor_id, successor_id)
     on conflict on constraint neighbourhood_succession_once do update set from_on = excluded.from_on`,
    [
      forceId,
      links.map(() => newId()),
      links.map(({ predecessorId }) => predecessorId),
      links.map(({ successorId }) => successorId),
      fromOn,
    ],
  );
}

/** Let a neighbourhood belong to a command area from a day on. */
export async function joinArea(
  manager: EntityManager,
  forceId: string,
  areaId: string,
  neighbourhoodId: string,
  fromOn: string,
): Promise<void> {
  await manager.query(
    `insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
     select $1, $2, a.id, $4, daterange($5::date, upper(a.during)) from command_area a
     where a.force_id = $1 and a.id = $3 and (upper_inf(a.during) or upper(a.during) > $5::date)`,
    [forceId, newId(), areaId, neighbourhoodId, fromOn],
  );
}
