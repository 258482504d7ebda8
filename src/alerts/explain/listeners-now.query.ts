import type { EntityManager } from 'typeorm';
import { listenersOn, notHearing } from '../listeners.js';
import type { PlaceListener } from './domain/would-hear.js';

/** Who is what to this neighbourhood on a day, and why can they not hear, if so? By collar number, code or id. */
export function listenersNow(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  today: string,
): Promise<PlaceListener[]> {
  return manager.query(
    `with place as (select $1::text as force_id, $2::uuid as neighbourhood_id), ${listenersOn('$3')}
     select l.who, l.recipient_kind as kind, l.recipient_id as id, l.skipped,
            coalesce('officer ' || o.collar_number, 'team mailbox of ' || b.code, 'officer ' || ho.collar_number, 'person ' || l.recipient_id::text) as label
       from listener l
       left join officer o on l.recipient_kind = 'officer' and o.force_id = l.force_id and o.id = l.recipient_id
       left join neighbourhood b on l.recipient_kind = 'mailbox' and b.force_id = l.force_id and b.id = l.recipient_id
       left join person h on l.recipient_kind = 'person' and h.force_id = l.force_id and h.id = l.recipient_id
       left join officer ho on ho.force_id = h.force_id and ho.id = h.officer_id
      order by array_position(array['lead', 'named', 'deputy', 'team', 'mailbox', 'supervisor', 'area-supervisor', 'force-admin'], l.who), label`,
    [forceId, neighbourhoodId, today],
  );
}

/** Who has this clock taken up, if they can hear on this day? */
export async function takerNow(
  manager: EntityManager,
  forceId: string,
  personId: string,
  today: string,
): Promise<PlaceListener | null> {
  const [row] = (await manager.query(
    `select 'team' as who, case when o.id is null then 'person' else 'officer' end as kind, coalesce(o.id, h.id) as id, null as skipped,
            coalesce('officer ' || o.collar_number, 'person ' || h.id::text) as label
       from person h left join officer o on o.force_id = h.force_id and o.id = h.officer_id
      where h.force_id = $1 and h.id = $2 and h.disabled_at is null
        and case when o.id is null then h.email is not null else ${notHearing('$3')} is null end`,
    [forceId, personId, today],
  )) as PlaceListener[];
  return row ?? null;
}
