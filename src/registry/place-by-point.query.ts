import type { EntityManager } from 'typeorm';
import type { Boundary } from './domain/boundary.js';

export interface PlaceCandidate {
  id: string;
  code: string;
  name: string;
  boundary: Boundary;
}

/** Which neighbourhoods may hold a point, their extent around it, the smallest first? Of a day, if one is given. */
const PLACE_CANDIDATES = `
select id, code, name, boundary from neighbourhood
where force_id = $1 and $2::float8 between min_lng and max_lng and $3::float8 between min_lat and max_lat
  and ($4::date is null or during @> $4::date)
order by area_km2, code`;

export function placeCandidates(
  manager: EntityManager,
  forceId: string,
  point: { lng: number; lat: number; on: string | null },
): Promise<PlaceCandidate[]> {
  return manager.query<PlaceCandidate[]>(PLACE_CANDIDATES, [forceId, point.lng, point.lat, point.on]);
}
