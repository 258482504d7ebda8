import type { EntityManager } from 'typeorm';
import type { FormerPlace } from './domain/former-place.js';

/** Which neighbourhood of the force has this code though it does not exist on this day, and who answers for it then? */
export async function formerPlace(
  manager: EntityManager,
  forceId: string,
  code: string,
  today: string,
): Promise<FormerPlace | null> {
  const [place] = await manager.query<FormerPlace[]>(
    `select n.code, lower(n.during) as "fromOn", case when upper(n.during) <= $3::date then upper(n.during) - 1 end as "untilOn",
            (select coalesce(json_agg(json_build_object('code', s.code, 'name', s.name) order by s.code), '[]')
               from answering_for($1, n.id, $3::date) as a (id)
               join neighbourhood s on s.force_id = $1 and s.id = a.id and s.during @> $3::date) as successors
       from neighbourhood n where n.force_id = $1 and n.code = $2 and not n.during @> $3::date`,
    [forceId, code, today],
  );
  return place ?? null;
}
