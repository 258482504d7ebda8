import type { EntityManager } from 'typeorm';
import type { Boundary } from '../domain/boundary.js';

export interface ListedPlace {
  id: string;
  code: string;
  name: string;
  version: number;
  /** Where it lies; null without a boundary. */
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
}

const LISTED = `
-- Which neighbourhoods has the force on a day, of all or of these codes, by name, and where do they lie?
select id, code, name, version, min_lng as west, min_lat as south, max_lng as east, max_lat as north
from neighbourhood where force_id = $1 and during @> $2::date and ($3::text[] is null or code = any ($3))
order by name, code`;

export const listedPlaces = (
  manager: EntityManager,
  forceId: string,
  on: string,
  codes: readonly string[] | null = null,
): Promise<ListedPlace[]> => manager.query(LISTED, [forceId, on, codes]);

const BOUNDARIES = `
-- What are the boundaries of these neighbourhoods?
select id, boundary from neighbourhood where force_id = $1 and id = any ($2::uuid[]) and boundary is not null`;

export const boundariesOf = (
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<{ id: string; boundary: Boundary }[]> => manager.query(BOUNDARIES, [forceId, ids]);
