import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';

export interface ChoicePlace {
  wardId: string;
  neighbourhoodId: string | null;
  /** The neighbourhood's last day, if it has one. */
  untilOn: string | null;
  choiceId: string | null;
  belongs: boolean | null;
  reason: string | null;
  version: number | null;
}

/** Which ward and which neighbourhood are these, and what was decided about them? Another who decides waits. */
const PLACE = `
select w.id as "wardId", n.id as "neighbourhoodId", upper(n.during) - 1 as "untilOn", c.id as "choiceId", c.belongs, c.reason,
       c.version
from ward w
left join neighbourhood n on n.force_id = w.force_id and n.code = $3
left join ward_choice c on c.force_id = w.force_id and c.ward_id = w.id and c.neighbourhood_id = n.id
where w.force_id = $1 and w.code = $2
for update of w`;

export async function lockChoice(
  manager: EntityManager,
  forceId: string,
  wardCode: string,
  neighbourhoodCode: string,
): Promise<ChoicePlace | null> {
  const [found] = await manager.query<ChoicePlace[]>(PLACE, [forceId, wardCode, neighbourhoodCode]);
  return found ?? null;
}

export async function storeChoice(
  manager: EntityManager,
  forceId: string,
  choice: { wardId: string; neighbourhoodId: string; belongs: boolean; reason: string },
): Promise<void> {
  const { wardId, neighbourhoodId, belongs, reason } = choice;
  await manager.query(
    `insert into ward_choice (force_id, id, ward_id, neighbourhood_id, belongs, reason) values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint ward_choice_once do update set belongs = excluded.belongs, reason = excluded.reason`,
    [forceId, newId(), wardId, neighbourhoodId, belongs, reason],
  );
}

export async function removeChoice(manager: EntityManager, forceId: string, id: string): Promise<void> {
  await manager.query(`delete from ward_choice where force_id = $1 and id = $2`, [forceId, id]);
}
