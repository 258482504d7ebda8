import type { EntityManager } from 'typeorm';
import type { Recorded } from './life-kind.js';

export interface PlaceFields {
  /** `station`, `enquiry desk`: the force's own word. */
  type: string | null;
  name: string;
  address: string;
  postcode: string;
  telephone: string | null;
  description: string | null;
  latitude: number | null;
  longitude: number | null;
}
export type PlaceRow = PlaceFields & Recorded;

const PLACES = `
-- Which places of a neighbourhood may the public go to, by name?
select id, version, type, name, address, postcode, telephone, description, latitude, longitude
from place where force_id = $1 and neighbourhood_id = $2
order by name, id`;

export function listPlaces(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<PlaceRow[]> {
  return manager.query<PlaceRow[]>(PLACES, [forceId, neighbourhoodId]);
}

export async function insertPlace(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  id: string,
  fields: PlaceFields,
): Promise<void> {
  await manager.query(
    `insert into place (force_id, id, neighbourhood_id, type, name, address, postcode, telephone, description, latitude, longitude)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [forceId, id, neighbourhoodId, ...valuesOf(fields)],
  );
}

export async function updatePlace(
  manager: EntityManager,
  forceId: string,
  id: string,
  fields: PlaceFields,
): Promise<void> {
  await manager.query(
    `update place set type = $3, name = $4, address = $5, postcode = $6, telephone = $7, description = $8, latitude = $9,
       longitude = $10 where force_id = $1 and id = $2`,
    [forceId, id, ...valuesOf(fields)],
  );
}

function valuesOf(fields: PlaceFields): unknown[] {
  const { type, name, address, postcode, telephone, description, latitude, longitude } = fields;
  return [type, name, address, postcode, telephone, description, latitude, longitude];
}
