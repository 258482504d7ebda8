import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface OpenGap {
  code: string;
  name: string;
  openedAt: DateTime;
}

/** Of which of these neighbourhoods (all of the force's if null) can nobody of their own hear alerts, the longest first? */
export function openListeningGaps(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: string[] | null,
): Promise<OpenGap[]> {
  return manager.query(
    `select n.code, n.name, g.opened_at as "openedAt" from listening_gap g
       join neighbourhood n on n.force_id = g.force_id and n.id = g.neighbourhood_id
      where g.force_id = $1 and g.closed_at is null and ($2::uuid[] is null or g.neighbourhood_id = any($2))
      order by g.opened_at, n.code`,
    [forceId, neighbourhoodIds],
  );
}

export interface PlaceChoice {
  id: string;
  code: string;
  name: string;
}

/** Of which neighbourhoods (all of the force's if null) can alerts be looked at, by name? */
export function placesToChoose(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: string[] | null,
): Promise<PlaceChoice[]> {
  return manager.query(
    `select id, code, name from neighbourhood where force_id = $1 and ($2::uuid[] is null or id = any($2)) order by name, code, lower(during)`,
    [forceId, neighbourhoodIds],
  );
}
