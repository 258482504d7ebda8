import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { heldBackUntil } from '../held-back.js';
import type { ExplainedAlert, ExplainedClock, ExplainedContact, ExplainedEvent } from './explained.js';

/** A part of a statement: a person of the force by the collar number, or where there is none by the id. Never by name. */
const personLabel = (person: string, officer: string): string =>
  `coalesce('officer ' || ${officer}.collar_number, 'person ' || ${person}.id::text)`;

export type FoundContact = Omit<ExplainedContact, 'clocks'> & { id: string };

/** Which contact bears this reference, and who has it? */
export async function contactToExplain(
  manager: EntityManager,
  forceId: string,
  reference: string,
): Promise<FoundContact | null> {
  const [row] = (await manager.query(
    `select c.id, c.reference, n.code, n.name from contact c
       left join lateral (select k.neighbourhood_id from clock k where k.force_id = c.force_id and k.contact_id = c.id limit 1) k on true
       join neighbourhood n on n.force_id = c.force_id and n.id = coalesce(k.neighbourhood_id, c.neighbourhood_id)
      where c.force_id = $1 and c.reference = $2`,
    [forceId, reference],
  )) as FoundContact[];
  return row ?? null;
}

export type ClockRow = Omit<ExplainedClock, 'alerts' | 'events' | 'standard' | 'isHistory' | 'next'> & {
  id: string;
  neighbourhoodId: string;
  takenUpById: string | null;
};

/** Which clocks does this contact have, the earliest first? */
export function clocksToExplain(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<ClockRow[]> {
  return manager.query(
    `select k.id, coalesce(q.counted_at, c.received_at) as "knownAt", q.id is not null as "isFurther",
            k.neighbourhood_id as "neighbourhoodId", k.started_at as "startedAt", k.due_at as "dueAt", k.target_at as "targetAt",
            k.standard_version as "standardVersion", k.stopped_at as "stoppedAt", k.out_of_scope_at as "outOfScopeAt",
            k.out_of_scope_reason as "outOfScopeReason", k.out_of_scope_confirmed_at as "outOfScopeConfirmedAt",
            k.address_failed_at as "addressFailedAt", k.next_alert_at as "nextAlertAt", (select b.at from alerts_begun b where b.force_id = k.force_id) as "begunAt", k.taken_up_at as "takenUpAt",
            k.taken_up_by as "takenUpById", case when h.id is not null then ${personLabel('h', 'o')} end as "takenUpBy"
       from clock k
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       left join contact_message q on q.force_id = k.force_id and q.clock_id = k.id
       left join person h on h.force_id = k.force_id and h.id = k.taken_up_by
       left join officer o on o.force_id = h.force_id and o.id = h.officer_id
      where k.force_id = $1 and k.contact_id = $2 order by k.started_at`,
    [forceId, contactId],
  );
}

/** Which alerts were raised about this clock, to whom did each go and whom did it pass over, what each of them was then? */
export function alertsToExplain(
  manager: EntityManager,
  forceId: string,
  clockId: string,
): Promise<ExplainedAlert[]> {
  return manager.query(
    `with place as (
       select k.neighbourhood_id as id from clock k where k.force_id = $1 and k.id = $2
       union select unnest(array[t.from_neighbourhood_id, t.to_neighbourhood_id]) from clock k
         join contact_transfer t on t.force_id = k.force_id and t.contact_id = k.contact_id where k.force_id = $1 and k.id = $2)
     select a.stage, a.occurrence, a.step, a.planned_at as "plannedAt", a.raised_at as "raisedAt", a.climbed, a.dispatched_at as "dispatchedAt",
            a.superseded_at as "supersededAt", a.withdrawn_at as "withdrawnAt", a.withdrawn_reason as "withdrawnReason", coalesce(r.list, '[]') as recipients
       from alert a
       left join lateral (
         select jsonb_agg(jsonb_build_object('kind', d.recipient_kind,
                  'label', coalesce('officer ' || o.collar_number, 'team mailbox of ' || b.code, ${personLabel('h', 'ho')}),
                  'roles', case d.recipient_kind when 'person' then '["force-admin"]'::jsonb when 'officer' then to_jsonb(s.roles) else '[]' end,
                  'skipped', d.skipped, 'mailId', m.id, 'heldUntil', case when m.id is not null then ${heldBackUntil('$3')} end, 'notBefore', m.not_before, 'attempts', m.attempts,
                  'sentAt', m.sent_at, 'deadAt', m.dead_at, 'withdrawnAt', m.withdrawn_at, 'lastError', m.last_error)
                order by d.skipped nulls first, m.sent_at, d.recipient_kind, o.collar_number, d.id) as list
           from delivery d
           left join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
           left join officer o on d.recipient_kind = 'officer' and o.force_id = d.force_id and o.id = d.recipient_id
           left join neighbourhood b on d.recipient_kind = 'mailbox' and b.force_id = d.force_id and b.id = d.recipient_id
           left join person h on d.recipient_kind = 'person' and h.force_id = d.force_id and h.id = d.recipient_id
           left join officer ho on ho.force_id = h.force_id and ho.id = h.officer_id
           cross join lateral (select (coalesce(m.created_at, a.dispatched_at, a.raised_at) at time zone $3)::date as day) on_day
           left join lateral (select array(
             select g.role || ' of ' || n.code from place p
               cross join lateral answering_for($1, p.id, on_day.day) as x (id)
               join assignment g on g.force_id = $1 and g.neighbourhood_id = x.id and g.officer_id = o.id and g.during @> on_day.day
               join neighbourhood n on n.force_id = $1 and n.id = x.id
             union
             select 'supervisor of ' || c.code from place p
               cross join lateral answering_for($1, p.id, on_day.day) as x (id)
               join command_area_neighbourhood l on l.force_id = $1 and l.neighbourhood_id = x.id and l.during @> on_day.day
               join command_area_supervisor v on v.force_id = $1 and v.command_area_id = l.command_area_id and v.officer_id = o.id and v.during @> on_day.day
               join command_area c on c.force_id = $1 and c.id = l.command_area_id
             order by 1) as roles) s on true
          where d.force_id = a.force_id and d.alert_id = a.id) r on true
      where a.force_id = $1 and a.clock_id = $2 order by a.planned_at, a.step`,
    [forceId, clockId, LOCAL_ZONE],
  );
}

/** What else happened that alerts follow from, by whom? */
export function eventsToExplain(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<ExplainedEvent[]> {
  return manager.query(
    `select e.at, e.recorded_at as "recordedAt", e.kind, e.facts, case e.actor_kind when 'person' then ${personLabel('h', 'o')} else e.actor_kind end as by
       from timeline_entry e
       left join person h on e.actor_kind = 'person' and h.force_id = e.force_id and h.id::text = e.actor_id
       left join officer o on o.force_id = h.force_id and o.id = h.officer_id
      where e.force_id = $1 and e.contact_id = $2 order by e.at, e.id`,
    [forceId, contactId],
  );
}
