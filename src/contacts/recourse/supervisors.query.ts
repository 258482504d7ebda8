import type { EntityManager } from 'typeorm';
import { type NamedPerson, withheldNumber } from '../../registry/officer-wording.js';

/** Who else supervises this neighbourhood, is there today and can sign in? */
export async function otherSupervisors(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  personId: string,
  today: string,
): Promise<NamedPerson[]> {
  return manager.query(
    `select distinct p.name, p.id, ${withheldNumber('o', '$4')} as "withheldNumber"
       from answering_for($1, $2, $4::date) as s (id)
       cross join lateral (
         select officer_id from assignment
          where force_id = $1 and neighbourhood_id = s.id and role = 'supervisor' and during @> $4::date
         union
         select v.officer_id from command_area_neighbourhood m
           join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id and v.during @> $4::date
          where m.force_id = $1 and m.neighbourhood_id = s.id and m.during @> $4::date) h
       join officer o on o.force_id = $1 and o.id = h.officer_id and o.in_service @> $4::date
       join person p on p.force_id = $1 and p.officer_id = o.id and p.disabled_at is null and p.role in ('supervisor', 'force-admin')
      where p.id <> $3 and not exists (select from absence b where b.force_id = o.force_id and b.officer_id = o.id
                                          and b.kind <> 'abstraction' and b.during @> $4::date)
      order by p.name, p.id`,
    [forceId, neighbourhoodId, personId, today],
  ) as Promise<NamedPerson[]>;
}

/** Did this person deal with the contact: have it, take it up once, or answer it? */
export async function dealtWith(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  personId: string,
): Promise<boolean> {
  const [row] = (await manager.query(
    `select exists (select from clock where force_id = $1 and contact_id = $2 and taken_up_by = $3)
         or exists (select from response where force_id = $1 and contact_id = $2 and actor_kind = 'person' and actor_id = $3::text)
         or exists (select from timeline_entry where force_id = $1 and contact_id = $2 and kind = 'taken-up'
                       and actor_kind = 'person' and actor_id = $3::text) as dealt`,
    [forceId, contactId, personId],
  )) as [{ dealt: boolean }];
  return row.dealt;
}

/** By whose supervisors is this neighbourhood looked after: which command area is it of on a day? */
export async function commandAreaOf(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  today: string,
): Promise<string | null> {
  const [row] = (await manager.query(
    `select a.name from command_area_neighbourhood m
       join command_area a on a.force_id = m.force_id and a.id = m.command_area_id
      where m.force_id = $1 and m.neighbourhood_id = $2 and m.during @> $3::date order by a.name limit 1`,
    [forceId, neighbourhoodId, today],
  )) as { name: string }[];
  return row?.name ?? null;
}
