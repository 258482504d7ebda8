import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** A request on a supervisor's list. */
export interface ListedRequest {
  reference: string;
  contactId: string;
  neighbourhoodName: string;
  askedAt: DateTime;
  dueAt: DateTime;
  answeredAt: DateTime | null;
  outcome: string | null;
  wrappedKey: Buffer | null;
  sealed: Buffer | null;
}

export type RequestView = 'waiting' | 'answered';

const WHERE: Record<RequestView, { where: string; order: string }> = {
  waiting: { where: 'r.answered_at is null', order: 'r.due_at, r.id' },
  answered: { where: 'r.answered_at is not null', order: 'r.answered_at desc, r.id' },
};

/**
 * Which requests wait in these neighbourhoods (all of the force's if null), the least time left first? Or which were
 * answered, the latest first. They are where the contact is now.
 */
export async function listRequests(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: readonly string[] | null,
  view: RequestView,
  { size, number }: { size: number; number: number },
): Promise<{ rows: ListedRequest[]; total: number }> {
  const { where, order } = WHERE[view];
  const from = `from recourse_request r
      join contact c on c.force_id = r.force_id and c.id = r.contact_id
      left join lateral (select k.neighbourhood_id from clock k where k.force_id = c.force_id and k.contact_id = c.id limit 1) k on true
      join neighbourhood n on n.force_id = c.force_id and n.id = coalesce(k.neighbourhood_id, c.neighbourhood_id)
     where r.force_id = $1 and ($2::uuid[] is null or n.id = any($2)) and ${where}`;
  const rows = (await manager.query(
    `select c.reference, c.id as "contactId", n.name as "neighbourhoodName", r.asked_at as "askedAt", r.due_at as "dueAt",
            r.answered_at as "answeredAt", r.outcome, p.wrapped_key as "wrappedKey", p.sealed
       from (select r.id, n.id as place_id ${from} order by ${order} limit $3 offset $4) listed
       join recourse_request r on r.force_id = $1 and r.id = listed.id
       join contact c on c.force_id = r.force_id and c.id = r.contact_id
       join neighbourhood n on n.force_id = c.force_id and n.id = listed.place_id
       left join contact_personal p on p.force_id = c.force_id and p.contact_id = c.id
      order by ${order}`,
    [forceId, neighbourhoodIds, size, (number - 1) * size],
  )) as ListedRequest[];
  const [{ total }] = (await manager.query(`select count(*) as total ${from}`, [
    forceId,
    neighbourhoodIds,
  ])) as [{ total: number }];
  return { rows, total };
}
