import type { EntityManager } from 'typeorm';
import { withheldNumber } from '../registry/officer-wording.js';

/** Which names must the public not be told on this day: of officers, and as they sign in? */
export async function namesWithheld(
  manager: EntityManager,
  forceId: string,
  today: string,
): Promise<string[]> {
  const rows = await manager.query<{ names: string[] }[]>(
    `select array_remove(array[o.name, p.name], null) as names from officer o
       left join person p on p.force_id = o.force_id and p.officer_id = o.id
      where o.force_id = $1 and ${withheldNumber('o', '$2')} is not null`,
    [forceId, today],
  );
  return rows.flatMap(({ names }) => names);
}
