import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { addHours, LOCAL_ZONE, localDayOf } from '../common/calendar.js';
import type { NewMail } from '../mail/queue-mail.js';
import { withheldNumber } from '../registry/officer-wording.js';
import type { DigestRules } from './alert-rules.js';
import {
  digestTime,
  getsDigest,
  membersOn,
  notToldSince,
  OWN_TIMES,
  troubleSince,
  WAITS,
} from './digest-parts.js';
import { notHearing } from './listeners.js';

export interface DigestToTell {
  kind: string;
  id: string;
  madeAt: DateTime;
  /** From when on they were told nothing of alerts that went wrong. */
  since: DateTime;
  /** The local time of day at which their digest comes. */
  at: string;
  /** Are they told of alerts that went wrong? */
  oversees: boolean;
  /** Its day, or that to which their quiet hours held it, was over an hour ago: what is made just before midnight still goes. */
  isOver: boolean;
  /** One of a later day was seen to. */
  isOvertaken: boolean;
  /** Why an officer cannot hear anything today; null if they can. */
  notHearing: string | null;
}

/** Whose digest of which day does this mail carry, when does theirs come, and may it be told still? */
export async function digestOfMail(
  manager: EntityManager,
  { forceId, id, recipientKind, recipientId }: NewMail,
  { at, hears }: Pick<DigestRules, 'at' | 'hears'>,
  { now, today }: { now: DateTime; today: string },
): Promise<DigestToTell | null> {
  const [row] = (await manager.query(
    `with ${membersOn('$3')}
     select d.recipient_kind as kind, d.recipient_id as id, d.made_at as "madeAt",
            ${notToldSince({ force: 'd.force_id', kind: 'd.recipient_kind', id: 'd.recipient_id' }, 'd.on_day', 'd.made_at')} as since,
            own.at, own.oversees,
            $6::date > greatest(d.on_day, (quiet_until(d.force_id, d.recipient_id, d.made_at, $5) at time zone $5)::date) as "isOver",
            exists (select from digest l where l.force_id = d.force_id and l.recipient_kind = d.recipient_kind
                       and l.recipient_id = d.recipient_id and l.on_day > d.on_day) as "isOvertaken",
            case when o.id is not null then ${notHearing('$3')} end as "notHearing"
       from digest d
       left join officer o on d.recipient_kind = 'officer' and o.force_id = d.force_id and o.id = d.recipient_id
      cross join lateral (
        select ${digestTime('$4')} as at, coalesce(bool_or(m.who in ('supervisor', 'force-admin')), false) as oversees
          from member m ${OWN_TIMES}
         where m.force_id = d.force_id and m.kind = d.recipient_kind and m.id = d.recipient_id and ${getsDigest('$7')}) own
      where d.force_id = $1 and d.recipient_kind = $8 and d.recipient_id = $9 and d.mail_id = $2`,
    [forceId, id, today, at, LOCAL_ZONE, localDayOf(addHours(now, -1)), hears, recipientKind, recipientId],
  )) as DigestToTell[];
  return row ?? null;
}

export interface WaitingContact {
  reference: string;
  place: string;
  dueAt: DateTime;
  /** The team's own, stricter time to answer; null if it has none. */
  targetAt: DateTime | null;
  /** Who has it: a person of the force; null if nobody. */
  takenUpBy: string | null;
  /** The collar number of whoever has it, if that officer's name is withheld. */
  withheldNumber: string | null;
}

/** What waits for an answer in the places of which this recipient hears, the least time left first? */
export async function waitingFor(
  manager: EntityManager,
  forceId: string,
  { kind, id }: { kind: string; id: string },
  { hears, today }: { hears: DigestRules['hears']; today: string },
): Promise<WaitingContact[]> {
  return manager.query(
    `with ${membersOn('$4')}
     select c.reference, n.name as place, k.due_at as "dueAt", k.target_at as "targetAt", h.name as "takenUpBy", ${withheldNumber('o', '$4')} as "withheldNumber"
       from clock k
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       join neighbourhood n on n.force_id = k.force_id and n.id = k.neighbourhood_id
       left join person h on h.force_id = k.force_id and h.id = k.taken_up_by
       left join officer o on o.force_id = h.force_id and o.id = h.officer_id
      where k.force_id = $1 and ${WAITS}
        and k.neighbourhood_id in (
          select b.id from member m cross join lateral answered_by(m.force_id, m.neighbourhood_id, $4::date) as b (id)
           where m.force_id = $1 and m.kind = $2 and m.id = $3 and m.who = any($5::text[]) and (m.kind <> 'mailbox' or b.id = m.id))
      order by k.due_at, k.id`,
    [forceId, kind, id, today, hears],
  ) as Promise<WaitingContact[]>;
}

/** How many alerts went wrong, of what somebody looks after. */
export interface Trouble {
  late: number;
  dead: number;
}

export const NO_TROUBLE: Trouble = { late: 0, dead: 0 };

/** How many alerts of the places this recipient supervises, or of the force they administer, were late or given up? */
export async function troubleFor(
  manager: EntityManager,
  forceId: string,
  { kind, id, since, madeAt }: Pick<DigestToTell, 'kind' | 'id' | 'since' | 'madeAt'>,
  today: string,
): Promise<Trouble> {
  const [row] = (await manager.query(
    `with ${membersOn('$4')}, ${troubleSince('$5::timestamptz')},
     theirs as materialized (
       select m.who, b.id from member m
         left join lateral answered_by(m.force_id, m.neighbourhood_id, $4::date) as b (id) on m.neighbourhood_id is not null
        where m.force_id = $1 and m.kind = $2 and m.id = $3)
     select count(distinct t.alert_id) filter (where t.what = 'late') as late,
            count(distinct t.alert_id) filter (where t.what = 'dead') as dead
       from trouble t
      where t.force_id = $1 and t.at <= $6
        and exists (select from theirs s where s.who = 'force-admin' or s.who = 'supervisor' and s.id = t.neighbourhood_id)`,
    [forceId, kind, id, today, since, madeAt],
  )) as [Trouble];
  return row;
}
