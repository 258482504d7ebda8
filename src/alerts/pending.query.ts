import type { EntityManager } from 'typeorm';
import type { PlaceListener } from './domain/recipients.js';
import { notHearing } from './listeners.js';

/** An alert whose recipients are to be worked out. */
export interface PendingAlert {
  forceId: string;
  id: string;
  clockId: string;
  stage: string;
  occurrence: number;
  /** How high on its ladder, with every climb. */
  step: number;
  climbed: number;
  urgent: boolean;
  standardVersion: string;
  neighbourhoodId: string;
  takenUpBy: string | null;
}

/** Which alerts wait for their recipients? Locked until the end of the transaction. */
export async function pendingAlerts(manager: EntityManager): Promise<PendingAlert[]> {
  return manager.query(
    `select a.force_id as "forceId", a.id, a.clock_id as "clockId", a.stage, a.occurrence, a.step + a.climbed as step, a.climbed, a.urgent,
            k.standard_version as "standardVersion", k.neighbourhood_id as "neighbourhoodId",
            case when k.taken_up_at >= coalesce(a.rung_at, a.planned_at) then k.taken_up_by end as "takenUpBy"
       from alert a
       join clock k on k.force_id = a.force_id and k.id = a.clock_id
        and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
      where a.dispatched_at is null and a.superseded_at is null and a.withdrawn_at is null
        for update of a skip locked`,
  ) as Promise<PendingAlert[]>;
}

// What the statements below are about comes as arrays, because of those the planner knows how long they are; thought to be
// few, thousands of alerts and listeners would be compared one by one. `materialized` keeps it from joining in an order
// that only pays if hardly anybody holds a post.
const LISTENERS = `
-- Who should hear of these places today, by what they are to each, and why can they not, if so? As listenersOn() says.
with place as (select * from unnest($1::text[], $2::uuid[]) as p (force_id, neighbourhood_id)),
answers as materialized (
  select p.force_id, p.neighbourhood_id, s.id
    from place p cross join lateral answering_for(p.force_id, p.neighbourhood_id, $3::date) as s (id)
),
post as materialized (
  select p.force_id, p.neighbourhood_id, a.role as who, a.officer_id
    from answers p join assignment a on a.force_id = p.force_id and a.neighbourhood_id = p.id and a.during @> $3::date
  union
  select p.force_id, p.neighbourhood_id, 'area-supervisor', v.officer_id
    from answers p
    join command_area_neighbourhood m on m.force_id = p.force_id and m.neighbourhood_id = p.id and m.during @> $3::date
    join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id and v.during @> $3::date
)
select p.force_id as "forceId", p.neighbourhood_id as "neighbourhoodId", p.who, 'officer' as kind, o.id, ${notHearing('$3')} as skipped
  from post p join officer o on o.force_id = p.force_id and o.id = p.officer_id
union all
select p.force_id, p.neighbourhood_id, 'mailbox', 'mailbox', n.id, null
  from place p join neighbourhood n on n.force_id = p.force_id and n.id = p.neighbourhood_id and n.team_mailbox is not null
union all
select p.force_id, p.neighbourhood_id, 'force-admin', 'person', h.id, null
  from place p join person h on h.force_id = p.force_id and h.role = 'force-admin' and h.email is not null and h.disabled_at is null`;

export interface ListenerRow extends PlaceListener {
  forceId: string;
  neighbourhoodId: string;
}

export async function listenersOfAlerts(
  manager: EntityManager,
  alerts: readonly PendingAlert[],
  today: string,
): Promise<ListenerRow[]> {
  const places = [
    ...new Map(alerts.map((alert) => [`${alert.forceId} ${alert.neighbourhoodId}`, alert])).values(),
  ];
  return manager.query(LISTENERS, [
    places.map(({ forceId }) => forceId),
    places.map(({ neighbourhoodId }) => neighbourhoodId),
    today,
  ]) as Promise<ListenerRow[]>;
}

/** Who are those who took these up, if they can hear today: the officer, or else the person? */
export async function takersOfAlerts(
  manager: EntityManager,
  alerts: readonly PendingAlert[],
  today: string,
): Promise<{ personId: string; kind: string; id: string }[]> {
  const taken = [
    ...new Map(
      alerts.filter(({ takenUpBy }) => takenUpBy !== null).map((alert) => [alert.takenUpBy, alert]),
    ).values(),
  ];
  if (taken.length === 0) return [];
  return manager.query(
    `select h.id as "personId", case when o.id is null then 'person' else 'officer' end as kind, coalesce(o.id, h.id) as id
       from unnest($1::text[], $2::uuid[]) as p (force_id, person_id)
       join person h on h.force_id = p.force_id and h.id = p.person_id and h.disabled_at is null
       left join officer o on o.force_id = h.force_id and o.id = h.officer_id
      where case when o.id is null then h.email is not null else ${notHearing('$3')} is null end`,
    [taken.map(({ forceId }) => forceId), taken.map(({ takenUpBy }) => takenUpBy), today],
  ) as Promise<{ personId: string; kind: string; id: string }[]>;
}

/** Somebody who hears nothing more of a moment, because they did or because mail does not reach them. */
export interface ToldRow {
  alertId: string;
  kind: string;
  id: string;
  how: 'heard-before' | 'mail-failed';
}

/** Who was told of the same rung of these, is being told at this moment, or cannot be reached by mail? */
export async function toldOfAlerts(
  manager: EntityManager,
  alerts: readonly Pick<PendingAlert, 'forceId' | 'id' | 'clockId' | 'stage' | 'occurrence'>[],
): Promise<ToldRow[]> {
  return manager.query(
    `select p.alert_id as "alertId", d.recipient_kind as kind, d.recipient_id as id,
            case when bool_and(m.dead_at is not null) then 'mail-failed' else 'heard-before' end as how
       from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::int[]) as p (force_id, alert_id, clock_id, stage, occurrence)
       join alert a on a.force_id = p.force_id and a.clock_id = p.clock_id and a.stage = p.stage and a.occurrence = p.occurrence
       join delivery d on d.force_id = a.force_id and d.alert_id = a.id
       join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
      where m.sent_at is not null or m.dead_at is not null or m.lease_until > clock_timestamp()
      group by p.alert_id, d.recipient_kind, d.recipient_id`,
    [
      alerts.map(({ forceId }) => forceId),
      alerts.map(({ id }) => id),
      alerts.map(({ clockId }) => clockId),
      alerts.map(({ stage }) => stage),
      alerts.map(({ occurrence }) => occurrence),
    ],
  ) as Promise<ToldRow[]>;
}

export interface WaitingMail {
  forceId: string;
  id: string;
  kind: string;
  recipientId: string;
}

/** Which alert mails of these forces wait and are in nobody's hands? Locked, so that nobody takes one meanwhile. */
export async function waitingMails(
  manager: EntityManager,
  alerts: readonly PendingAlert[],
): Promise<WaitingMail[]> {
  return manager.query(
    `select force_id as "forceId", id, recipient_kind as kind, recipient_id as "recipientId" from outbox_mail
      where force_id = any($1) and template = 'alert' and sent_at is null and withdrawn_at is null and dead_at is null and lease_until is null
        for update skip locked`,
    [[...new Set(alerts.map(({ forceId }) => forceId))]],
  ) as Promise<WaitingMail[]>;
}
