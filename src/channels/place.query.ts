import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface Place {
  id: string;
  code: string;
  name: string;
}

/** For which neighbourhoods of the force (of these only, unless null) can a contact be taken in on this day? */
export async function placesOn(
  manager: EntityManager,
  forceId: string,
  day: string,
  neighbourhoodIds: string[] | null,
): Promise<Place[]> {
  return manager.query(
    `select id, code, name from neighbourhood
      where force_id = $1 and during @> $2::date and ($3::uuid[] is null or id = any($3)) order by name, code`,
    [forceId, day, neighbourhoodIds],
  ) as Promise<Place[]>;
}

export interface PublicPlace {
  name: string;
  forceName: string;
}

/** Which neighbourhood can the public write to here on this day? Null if there is none, or its form is switched off. */
export async function publicPlace(
  manager: EntityManager,
  forceId: string,
  code: string,
  day: string,
): Promise<PublicPlace | null> {
  const [row] = (await manager.query(
    `select n.name, f.name as "forceName" from neighbourhood n join force f on f.id = n.force_id
      where n.force_id = $1 and n.code = $2 and n.during @> $3::date and n.form_enabled`,
    [forceId, code, day],
  )) as PublicPlace[];
  return row ?? null;
}

export interface ReceivedPlace extends PublicPlace {
  dueAt: DateTime | null;
}

/** By when will the sender of this reference hear? Nothing personal: only the deadline and the force's name. */
export async function receivedPlace(
  manager: EntityManager,
  forceId: string,
  reference: string,
): Promise<ReceivedPlace | null> {
  const [row] = (await manager.query(
    `select n.name, f.name as "forceName", k.due_at as "dueAt"
       from contact c
       join neighbourhood n on n.force_id = c.force_id and n.id = c.neighbourhood_id
       join force f on f.id = c.force_id
       -- What was asked first: the page tells of what was sent with it.
       left join lateral (select due_at from clock where force_id = c.force_id and contact_id = c.id order by started_at limit 1) k on true
      where c.force_id = $1 and c.reference = $2 and c.channel = 'web-form'`,
    [forceId, reference],
  )) as ReceivedPlace[];
  return row ?? null;
}
