import type { EntityManager } from 'typeorm';

/**
 * Since which day has nobody led a neighbourhood before a day? Without any lead before it since it began, or since the
 * force began with the product if that is later; that day itself if somebody leads up to it.
 */
const UNLED_SINCE = `
select least(coalesce(
    (select max(least(upper(a.during), $3::date)) from assignment a
      where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.role = 'lead' and lower(a.during) < $3::date),
    greatest(lower(n.during), f.starts_on)), $3::date) as "sinceOn"
from neighbourhood n join force f on f.id = n.force_id
where n.force_id = $1 and n.id = $2`;

export async function unledSince(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  day: string,
): Promise<string> {
  const [found] = await manager.query<{ sinceOn: string }[]>(UNLED_SINCE, [forceId, neighbourhoodId, day]);
  return found?.sinceOn ?? day;
}
