import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface AlertedClock {
  alertId: string;
  reference: string;
  neighbourhoodName: string;
  stage: string;
  dueAt: DateTime;
  /** Is an answer still owed? */
  waiting: boolean;
  /** Is the recipient still one of those who answer for the place? */
  listens: boolean;
}

/** What does this mail tell about, as things stand now? The latest alert of each clock, the least time left first. */
export async function alertsOfMail(
  manager: EntityManager,
  forceId: string,
  mailId: string,
  today: string,
): Promise<AlertedClock[]> {
  return manager.query(
    `select distinct on (k.due_at, k.id) a.id as "alertId", c.reference, n.name as "neighbourhoodName", a.stage, k.due_at as "dueAt",
            k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null and a.withdrawn_at is null as waiting,
            case d.recipient_kind
              when 'officer' then exists (
                select from answering_for(k.force_id, k.neighbourhood_id, $3::date) as p (id)
                  join officer o on o.force_id = k.force_id and o.id = d.recipient_id and o.in_service @> $3::date
                 where exists (select from assignment s where s.force_id = k.force_id and s.officer_id = d.recipient_id
                                  and s.neighbourhood_id = p.id and s.during @> $3::date)
                    or exists (select from command_area_neighbourhood m
                                 join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id
                                  and v.during @> $3::date and v.officer_id = d.recipient_id
                                where m.force_id = k.force_id and m.neighbourhood_id = p.id and m.during @> $3::date))
              when 'mailbox' then d.recipient_id = k.neighbourhood_id
              else true end as listens
       from delivery d
       join alert a on a.force_id = d.force_id and a.id = d.alert_id
       join clock k on k.force_id = a.force_id and k.id = a.clock_id
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       join neighbourhood n on n.force_id = k.force_id and n.id = k.neighbourhood_id
      where d.force_id = $1 and d.mail_id = $2
      order by k.due_at, k.id, a.planned_at desc`,
    [forceId, mailId, today],
  ) as Promise<AlertedClock[]>;
}

/** Let the next sweep work out anew who hears of these: whoever was chosen answers for the place no more. */
export async function chooseAnew(manager: EntityManager, forceId: string, alertIds: string[]): Promise<void> {
  await manager.query(`update alert set dispatched_at = null where force_id = $1 and id = any($2)`, [
    forceId,
    alertIds,
  ]);
}

export interface Address {
  name: string;
  address: string;
}

/** Where is this recipient reached today? Null if the address is gone. */
export async function addressOf(
  manager: EntityManager,
  forceId: string,
  recipient: { kind: string; id: string },
): Promise<Address | null> {
  const source = ADDRESSES[recipient.kind];
  if (!source) return null;
  const [row] = (await manager.query(source, [forceId, recipient.id])) as Address[];
  return row ?? null;
}

const ADDRESSES: Record<string, string> = {
  officer: `select name, duty_email as address from officer where force_id = $1 and id = $2 and duty_email is not null`,
  mailbox: `select name || ' team' as name, team_mailbox as address from neighbourhood
             where force_id = $1 and id = $2 and team_mailbox is not null`,
  person: `select name, email as address from person
            where force_id = $1 and id = $2 and email is not null and disabled_at is null`,
};
