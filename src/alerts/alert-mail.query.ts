import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../common/calendar.js';
import { HANDED_OVER } from '../contacts/domain/response-standard.js';
import { type NamedPerson, personText, withheldNumber } from '../registry/officer-wording.js';
import { heldUntil, SAYABLE_AT } from './lateness.js';
import { notHearing } from './listeners.js';

export interface AlertToTell {
  alertId: string;
  reference: string;
  neighbourhoodName: string;
  stage: string;
  /** 1 and more: nobody had taken it up so long after the rung. */
  step: number;
  /** Has anybody said "I have it"? */
  takenUp: boolean;
  plannedAt: DateTime;
  /** From when on it could be said. */
  sayableAt: DateTime;
  /** Until when the recipient's quiet hours held it; null if they did not. */
  heldUntil: DateTime | null;
  dueAt: DateTime;
  /** Of a contact that was handed over: the neighbourhood that had it; else null. */
  handedFrom: string | null;
  /** Is an answer still owed? */
  waiting: boolean;
  /** Is the recipient there, one of those who answer for the place, and has nobody else taken it up? */
  listens: boolean;
}

/**
 * What does this mail tell about, as things stand now? The latest alert of each clock, the least time left first; one that
 * was withdrawn only if there is no other.
 */
export async function alertsOfMail(
  manager: EntityManager,
  forceId: string,
  mailId: string,
  today: string,
): Promise<AlertToTell[]> {
  return manager.query(
    `select distinct on (k.due_at, k.id) a.id as "alertId", c.reference, n.name as "neighbourhoodName", a.stage, a.step,
            k.taken_up_at is not null as "takenUp", a.planned_at as "plannedAt", ${SAYABLE_AT} as "sayableAt",
            ${heldUntil('$4')} as "heldUntil", k.due_at as "dueAt",
            case when a.stage = $5 then (
              select f.name from contact_transfer t
                join neighbourhood f on f.force_id = t.force_id and f.id = t.from_neighbourhood_id
               where t.force_id = k.force_id and t.contact_id = k.contact_id order by t.at, t.id offset a.occurrence - 1 limit 1) end as "handedFrom",
            k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null and a.withdrawn_at is null as waiting,
            case when h.id is not null and (h.officer_id = d.recipient_id or h.id = d.recipient_id) then true
              when h.id is not null then false
              when d.recipient_kind = 'officer' then ${notHearing('$3')} is null and exists (
                select from answering_for(k.force_id, k.neighbourhood_id, $3::date) as p (id)
                 where exists (select from assignment s where s.force_id = k.force_id and s.officer_id = d.recipient_id
                                  and s.neighbourhood_id = p.id and s.during @> $3::date)
                    or exists (select from command_area_neighbourhood m
                                 join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id
                                  and v.during @> $3::date and v.officer_id = d.recipient_id
                                where m.force_id = k.force_id and m.neighbourhood_id = p.id and m.during @> $3::date))
              when d.recipient_kind = 'mailbox' then d.recipient_id = k.neighbourhood_id
              else true end as listens
       from delivery d
       join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
       join alert a on a.force_id = d.force_id and a.id = d.alert_id
       join clock k on k.force_id = a.force_id and k.id = a.clock_id
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       join neighbourhood n on n.force_id = k.force_id and n.id = k.neighbourhood_id
       left join officer o on d.recipient_kind = 'officer' and o.force_id = d.force_id and o.id = d.recipient_id
       -- Whoever took it up, if they can hear.
       left join lateral (
         select h.id, h.officer_id from person h left join officer o on o.force_id = h.force_id and o.id = h.officer_id
          where k.taken_up_at >= coalesce(a.rung_at, a.planned_at) and h.force_id = k.force_id and h.id = k.taken_up_by and h.disabled_at is null
            and case when o.id is null then h.email is not null else ${notHearing('$3')} is null end) h on true
      where d.force_id = $1 and d.mail_id = $2
      order by k.due_at, k.id, a.withdrawn_at is not null, a.planned_at desc, a.step desc`,
    [forceId, mailId, today, LOCAL_ZONE, HANDED_OVER],
  ) as Promise<AlertToTell[]>;
}

/** Let the next sweep work out anew who hears of these: whoever was chosen answers for the place no more. */
export async function chooseAnew(manager: EntityManager, forceId: string, alertIds: string[]): Promise<void> {
  await manager.query(`update alert set dispatched_at = null where force_id = $1 and id = any($2)`, [
    forceId,
    alertIds,
  ]);
}

/**
 * "A dead alert is never a silent row": whatever this mail was to tell and still matters goes one rung higher, to the
 * next who was not told, when the next sweep works out who hears it.
 * @returns how many alerts that are
 */
export async function climb(manager: EntityManager, mail: { forceId: string; id: string }): Promise<number> {
  const [, count] = (await manager.query(
    `update alert a set dispatched_at = null, climbed = climbed + 1
       from delivery d, clock k
      where d.force_id = $1 and d.mail_id = $2 and a.force_id = d.force_id and a.id = d.alert_id and a.withdrawn_at is null
        and k.force_id = a.force_id and k.id = a.clock_id and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null`,
    [mail.forceId, mail.id],
  )) as [unknown, number];
  return count;
}

export interface Address {
  name: string;
  address: string;
}

/**
 * Where is this recipient reached today? Null if the address is gone. A withheld name stands in no heading: others may see
 * the mail.
 */
export async function addressOf(
  manager: EntityManager,
  forceId: string,
  recipient: { kind: string; id: string },
  today: string,
): Promise<Address | null> {
  const source = ADDRESSES[recipient.kind];
  if (!source) return null;
  const [row] = (await manager.query(source, [forceId, recipient.id, today])) as (Address & NamedPerson)[];
  return row ? { name: personText(row, false), address: row.address } : null;
}

const ADDRESSES: Record<string, string> = {
  officer: `select o.name, o.duty_email as address, ${withheldNumber('o', '$3')} as "withheldNumber"
              from officer o where o.force_id = $1 and o.id = $2 and o.duty_email is not null`,
  mailbox: `select n.name || ' team' as name, n.team_mailbox as address, null as "withheldNumber"
              from neighbourhood n, (select $3::date) today where n.force_id = $1 and n.id = $2 and n.team_mailbox is not null`,
  person: `select h.name, h.email as address, ${withheldNumber('o', '$3')} as "withheldNumber"
             from person h left join officer o on o.force_id = h.force_id and o.id = h.officer_id
            where h.force_id = $1 and h.id = $2 and h.email is not null and h.disabled_at is null`,
};
