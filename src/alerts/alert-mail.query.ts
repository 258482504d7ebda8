import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../common/calendar.js';
import { HANDED_OVER } from '../contacts/domain/response-standard.js';
import { type NamedPerson, personText, withheldNumber } from '../registry/officer-wording.js';
import { heldUntil, KNOWN_AT, SAYABLE_AT } from './lateness.js';
import { notHearing } from './listeners.js';

export interface AlertToTell {
  mailId: string;
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
  /** The team's own, stricter time to answer; null if it has none. */
  targetAt: DateTime | null;
  /** Did the question reach us after its rung had spoken? */
  cameLate: boolean;
  /** Why it need not be said any more, as `delivery.skipped` has it; null if an answer is still owed. */
  ended: string | null;
  /**
   * Why the recipient need not hear it, as `delivery.skipped` has it; null if they are there, one of those who answer for
   * the place, and nobody else has taken it up.
   */
  elsewhere: string | null;
  /** Is there anything withdrawn in the mail, of this contact or another? */
  hasWithdrawn: boolean;
}

/** A part of a statement: why need alert `a` of clock `k` not be said any more, as `delivery.skipped` has it? Null if it must. */
const ENDED = `case when k.out_of_scope_at is not null then 'out of scope' when k.stopped_at is not null then 'answered'
    when k.address_failed_at is not null then 'address-failed'
    when a.withdrawn_at is not null then coalesce((select w.reason from unnest(array['answered', 'out of scope', 'address-failed', 'transferred', 'standard-changed', 'start-corrected'])
      as w (reason) where w.reason = a.withdrawn_reason), 'moved-on') end`;

/**
 * What do these mails tell about, as things stand now? Of each mail the latest alert of each clock, the least time left
 * first; one that was withdrawn only if there is no other.
 */
export async function alertsOfMails(
  manager: EntityManager,
  forceId: string,
  mailIds: string[],
  today: string,
): Promise<AlertToTell[]> {
  return manager.query(
    `select distinct on (d.mail_id, k.due_at, k.id) d.mail_id as "mailId", a.id as "alertId", c.reference, n.name as "neighbourhoodName", a.stage, a.step,
            k.taken_up_at is not null as "takenUp", a.planned_at as "plannedAt", ${SAYABLE_AT} as "sayableAt",
            ${heldUntil('$4')} as "heldUntil", k.due_at as "dueAt", k.target_at as "targetAt",
            ${KNOWN_AT} > coalesce(a.rung_at, a.planned_at) as "cameLate", bool_or(a.withdrawn_at is not null) over (partition by d.mail_id) as "hasWithdrawn",
            case when a.stage = $5 then (
              select f.name from contact_transfer t
                join neighbourhood f on f.force_id = t.force_id and f.id = t.from_neighbourhood_id
               where t.force_id = k.force_id and t.contact_id = k.contact_id order by t.at, t.id offset a.occurrence - 1 limit 1) end as "handedFrom",
            ${ENDED} as ended,
            case when h.id is not null and (h.officer_id = d.recipient_id or h.id = d.recipient_id) then null
              when h.id is not null then 'taken-up'
              when d.recipient_kind = 'officer' then coalesce(${notHearing('$3')}, case when not exists (
                select from answering_for(k.force_id, k.neighbourhood_id, $3::date) as p (id)
                 where exists (select from assignment s where s.force_id = k.force_id and s.officer_id = d.recipient_id
                                  and s.neighbourhood_id = p.id and s.during @> $3::date)
                    or exists (select from command_area_neighbourhood m
                                 join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id
                                  and v.during @> $3::date and v.officer_id = d.recipient_id
                                where m.force_id = k.force_id and m.neighbourhood_id = p.id and m.during @> $3::date)) then 'moved-on' end)
              when d.recipient_kind = 'mailbox' and d.recipient_id <> k.neighbourhood_id then 'moved-on' end as elsewhere
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
      where d.force_id = $1 and d.mail_id = any($2)
      order by d.mail_id, k.due_at, k.id, a.withdrawn_at is not null, a.planned_at desc, a.step desc`,
    [forceId, mailIds, today, LOCAL_ZONE, HANDED_OVER],
  ) as Promise<AlertToTell[]>;
}

/**
 * "Nobody is shown as told of what the mail did not say": take out of this mail what it does not say. An alert that no mail
 * tells any more, of a contact for which no answer is owed, is withdrawn.
 * @param unsaid what was chosen not to be said, of which contact and why
 */
export async function takeOut(
  manager: EntityManager,
  { forceId, id, attempts }: { forceId: string; id: string; attempts: number },
  unsaid: readonly { alertId: string; why: string }[],
  now: DateTime,
): Promise<void> {
  await manager.query(
    `with chosen as (select a.clock_id, u.why from unnest($3::uuid[], $4::text[]) as u (id, why) join alert a on a.force_id = $1 and a.id = u.id)
     update delivery d set mail_id = null, skipped = case when $5 then 'unconfirmed' else coalesce(${ENDED}, u.why) end
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id left join chosen u on u.clock_id = a.clock_id
      where d.force_id = $1 and d.mail_id = $2 and a.force_id = d.force_id and a.id = d.alert_id
        and (u.clock_id is not null or a.withdrawn_at is not null)`,
    // Of an earlier try nobody knows whether a server took it all the same.
    [forceId, id, unsaid.map(({ alertId }) => alertId), unsaid.map(({ why }) => why), attempts > 1],
  );
  await manager.query(
    `update alert a set withdrawn_at = $3, withdrawn_reason = ${ENDED} from clock k
      where a.force_id = $1 and a.id = any($2) and a.withdrawn_at is null and k.force_id = a.force_id and k.id = a.clock_id
        and ${ENDED} is not null and not exists (
          select from delivery d join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
           where d.force_id = a.force_id and d.alert_id = a.id and m.withdrawn_at is null and m.dead_at is null)`,
    [forceId, unsaid.map(({ alertId }) => alertId), now],
  );
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
 * Where is each of these recipients reached today? By kind and id, `officer 0199…`; one whose address is gone is not there.
 * A withheld name stands in no heading: others may see the mail.
 */
export async function addressesOf(
  manager: EntityManager,
  forceId: string,
  recipients: readonly { recipientKind: string; recipientId: string }[],
  today: string,
): Promise<Map<string, Address>> {
  const found = new Map<string, Address>();
  for (const [kind, source] of Object.entries(ADDRESSES)) {
    const ids = recipients.flatMap((one) => (one.recipientKind === kind ? [one.recipientId] : []));
    if (ids.length === 0) continue;
    const rows = (await manager.query(source, [forceId, ids, today])) as ({ id: string } & Address &
      NamedPerson)[];
    for (const row of rows)
      found.set(`${kind} ${row.id}`, { name: personText(row, false), address: row.address });
  }
  return found;
}

/** The same of one. */
export async function addressOf(
  manager: EntityManager,
  forceId: string,
  { kind, id }: { kind: string; id: string },
  today: string,
): Promise<Address | null> {
  const found = await addressesOf(manager, forceId, [{ recipientKind: kind, recipientId: id }], today);
  return found.get(`${kind} ${id}`) ?? null;
}

const ADDRESSES: Record<string, string> = {
  officer: `select o.id, o.name, o.duty_email as address, ${withheldNumber('o', '$3')} as "withheldNumber"
              from officer o where o.force_id = $1 and o.id = any($2) and o.duty_email is not null`,
  mailbox: `select n.id, n.name || ' team' as name, n.team_mailbox as address, null as "withheldNumber"
              from neighbourhood n, (select $3::date) today where n.force_id = $1 and n.id = any($2) and n.team_mailbox is not null`,
  person: `select h.id, h.name, h.email as address, ${withheldNumber('o', '$3')} as "withheldNumber"
             from person h left join officer o on o.force_id = h.force_id and o.id = h.officer_id
            where h.force_id = $1 and h.id = any($2) and h.email is not null and h.disabled_at is null`,
};
