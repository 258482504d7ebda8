import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Listener } from '../contacts/domain/response-standard.js';
import { listenersOn } from './listeners.js';

export interface Hearing {
  version: string;
  stage: string;
  who: Listener;
}

export interface DispatchResult {
  alerts: number;
  mails: number;
  /** Alerts for which nobody could be found at all: a gap in the registry that somebody has to close. */
  unheard: number;
}

/**
 * Who must hear what was raised, as assigned on this day? Writes one delivery for each alert and recipient, and one
 * mail a recipient for all that is new, so that many alerts are one digest. A rung that nobody can hear goes to the
 * first of `nobodyLeft` that exists. One statement, so two instances share the work and double nothing.
 */
export async function dispatchAlerts(
  manager: EntityManager,
  hearings: Hearing[],
  nobodyLeft: Listener[],
  now: DateTime,
  today: string,
): Promise<DispatchResult> {
  const [row] = (await manager.query(DISPATCH, [
    hearings.map((hearing) => hearing.version),
    hearings.map((hearing) => hearing.stage),
    hearings.map((hearing) => hearing.who),
    nobodyLeft,
    now,
    today,
  ])) as [DispatchResult];
  return row;
}

const DISPATCH = `
with pending as (
  select a.force_id, a.id as alert_id, a.stage, k.standard_version, k.neighbourhood_id
    from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
   where a.dispatched_at is null and a.superseded_at is null and a.withdrawn_at is null and k.address_failed_at is null
     for update of a skip locked
),
hearing as (select * from unnest($1::text[], $2::text[], $3::text[]) as h (version, stage, who)),
place as (select distinct force_id, neighbourhood_id from pending),
${listenersOn('$6')},
heard as (
  select p.force_id, p.alert_id, l.recipient_kind, l.recipient_id
    from pending p
    join hearing h on h.version = p.standard_version and h.stage = p.stage
    join listener l on l.force_id = p.force_id and l.neighbourhood_id = p.neighbourhood_id and l.who = h.who
),
passed_on as (
  select p.force_id, p.alert_id, l.recipient_kind, l.recipient_id,
         rank() over (partition by p.force_id, p.alert_id order by array_position($4::text[], l.who)) as place_in_line
    from pending p join listener l on l.force_id = p.force_id and l.neighbourhood_id = p.neighbourhood_id and l.who = any($4)
   where not exists (select from heard h where h.force_id = p.force_id and h.alert_id = p.alert_id)
),
-- Whoever has been told of an alert, or is being told at this moment, is not told again.
recipient as (
  select c.force_id, c.alert_id, c.recipient_kind, c.recipient_id
    from (select force_id, alert_id, recipient_kind, recipient_id from heard
          union select force_id, alert_id, recipient_kind, recipient_id from passed_on where place_in_line = 1) c
   where not exists (select from delivery d join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
                      where d.force_id = c.force_id and d.alert_id = c.alert_id and d.recipient_kind = c.recipient_kind
                        and d.recipient_id = c.recipient_id and (m.sent_at is not null or m.lease_until > clock_timestamp()))
),
person_told as (select distinct force_id, recipient_kind, recipient_id from recipient),
-- A mail to them that waits already, because the mail server is away, takes in what is new: one digest, not a mail a stage.
waiting as (
  select t.force_id, w.id, t.recipient_kind, t.recipient_id
    from person_told t cross join lateral (
      select m.id from outbox_mail m
       where m.force_id = t.force_id and m.recipient_kind = t.recipient_kind and m.recipient_id = t.recipient_id
         and m.template = 'alert' and m.sent_at is null and m.withdrawn_at is null and m.dead_at is null and m.lease_until is null
       limit 1 for update skip locked) w
),
fresh as (
  insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before)
  select force_id, 'alert', recipient_kind, recipient_id, $5::timestamptz, $5::timestamptz from person_told t
   where not exists (select from waiting w where w.force_id = t.force_id and w.recipient_kind = t.recipient_kind and w.recipient_id = t.recipient_id)
  returning force_id, id, recipient_kind, recipient_id
),
mail as (select * from waiting union all select * from fresh),
delivered as (
  insert into delivery as d (force_id, alert_id, recipient_kind, recipient_id, mail_id)
  select r.force_id, r.alert_id, r.recipient_kind, r.recipient_id, m.id
    from recipient r join mail m using (force_id, recipient_kind, recipient_id)
  on conflict on constraint delivery_once do update set mail_id = excluded.mail_id
  returning d.force_id, d.alert_id
),
-- What nobody can hear stays to be said: the next sweep asks again who could.
done as (
  update alert a set dispatched_at = $5 from pending p
   where a.force_id = p.force_id and a.id = p.alert_id
     and (exists (select from heard h where h.force_id = p.force_id and h.alert_id = p.alert_id)
       or exists (select from passed_on o where o.force_id = p.force_id and o.alert_id = p.alert_id))
  returning a.force_id, a.id
)
select (select count(*) from done) as alerts, (select count(*) from mail) as mails,
       (select count(*) from pending) - (select count(*) from done) as unheard`;
