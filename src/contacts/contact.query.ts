import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { withheldNumber } from '../registry/officer-wording.js';
import type { AlertRecipient } from './alert-timeline.view.js';

export interface ContactRow {
  id: string;
  reference: string;
  channel: string;
  statedAt: DateTime;
  receivedAt: DateTime;
  reachable: boolean;
  neighbourhoodId: string;
  neighbourhoodCode: string;
  neighbourhoodName: string;
  wrappedKey: Buffer | null;
  sealed: Buffer | null;
  /** Of its clocks the one that is shown: the first that waits, or else the last question that counts. */
  clockId: string | null;
  /** Which of its questions that is, from 1, and how many there are; 0 without a clock. */
  question: number;
  questions: number;
  /** The message that started this clock; null for the contact itself. */
  messageId: string | null;
  /** When this question reached us. */
  queryReceivedAt: DateTime;
  /** Of its first clock, whichever is shown. */
  firstStartedAt: DateTime | null;
  firstDueAt: DateTime | null;
  startedAt: DateTime | null;
  dueAt: DateTime | null;
  targetAt: DateTime | null;
  stoppedAt: DateTime | null;
  stoppedRecordedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  outOfScopeReason: string | null;
  outOfScopeConfirmedAt: DateTime | null;
  outOfScopeBy: string | null;
  addressFailedAt: DateTime | null;
  standardVersion: string | null;
  takenUpAt: DateTime | null;
  /** Who has it: a person of the force. */
  takenUpBy: string | null;
  sendingSince: DateTime | null;
}

/** The columns of a `ContactRow`, of a contact `c`, a clock `k` of it, its place `n` and what is personal, `p`. */
export const CONTACT_COLUMNS = `
  select c.id, c.reference, c.channel, c.stated_at as "statedAt", c.received_at as "receivedAt", c.reachable,
         n.id as "neighbourhoodId", n.code as "neighbourhoodCode", n.name as "neighbourhoodName",
         p.wrapped_key as "wrappedKey", p.sealed,
         k.id as "clockId", f.question, f.questions, q.id as "messageId", coalesce(q.received_at, c.received_at) as "queryReceivedAt",
         f.first_started_at as "firstStartedAt", f.first_due_at as "firstDueAt", k.started_at as "startedAt", k.due_at as "dueAt", k.target_at as "targetAt", k.stopped_at as "stoppedAt",
         k.stopped_recorded_at as "stoppedRecordedAt", k.out_of_scope_at as "outOfScopeAt",
         k.out_of_scope_reason as "outOfScopeReason", k.out_of_scope_confirmed_at as "outOfScopeConfirmedAt",
         k.out_of_scope_by as "outOfScopeBy", k.address_failed_at as "addressFailedAt", k.standard_version as "standardVersion",
         k.taken_up_at as "takenUpAt", k.taken_up_by as "takenUpBy",
         (select min(r.recorded_at) from response r where r.force_id = c.force_id and r.contact_id = c.id
             and r.responded_at is null and r.voided_at is null) as "sendingSince"`;
/** Where a contact is now, what is personal about it, and which of its questions clock `k` is. */
export const PLACE_AND_PERSON = `
    join neighbourhood n on n.force_id = c.force_id and n.id = coalesce(k.neighbourhood_id, c.neighbourhood_id)
    left join contact_personal p on p.force_id = c.force_id and p.contact_id = c.id
    left join contact_message q on q.force_id = k.force_id and q.clock_id = k.id
    left join lateral (
      select min(b.started_at) as first_started_at, min(b.due_at) as first_due_at, count(*)::int as questions,
             (count(*) filter (where b.started_at <= k.started_at))::int as question
        from clock b where b.force_id = c.force_id and b.contact_id = c.id) f on true`;
/**
 * Which clock `k` of a contact `c` is shown? The earliest deadline that is owed; else the last question, before what was
 * found to be none.
 */
export const SHOWN_CLOCK = `left join lateral (
      select s.* from clock s cross join lateral (
        select s.stopped_at is null and s.out_of_scope_at is null and s.address_failed_at is null as waits) w
       where s.force_id = c.force_id and s.contact_id = c.id
       order by w.waits desc, case when w.waits then s.due_at end, s.out_of_scope_at is null desc, s.started_at desc limit 1) k on true`;
const CONTACT = `${CONTACT_COLUMNS} from contact c ${SHOWN_CLOCK} ${PLACE_AND_PERSON}`;

/** Which contact bears this reference (or this id)? With the clock that is shown, its place and sealed personal fields. */
export async function findContact(
  manager: EntityManager,
  forceId: string,
  by: { reference: string } | { id: string },
): Promise<ContactRow | null> {
  const [column, value] = 'reference' in by ? ['reference', by.reference] : ['id', by.id];
  const rows = (await manager.query(`${CONTACT} where c.force_id = $1 and c.${column} = $2`, [
    forceId,
    value,
  ])) as ContactRow[];
  return rows[0] ?? null;
}

export interface ResponseRow {
  id: string;
  route: string;
  respondedAt: DateTime | null;
  recordedAt: DateTime;
  actorKind: string;
  voidedAt: DateTime | null;
  voidReason: string | null;
  sealed: Buffer | null;
}

/** Which answers were given or tried, first to last? */
export async function responsesOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<ResponseRow[]> {
  return manager.query(
    `select r.id, r.route, r.responded_at as "respondedAt", r.recorded_at as "recordedAt", r.actor_kind as "actorKind",
            r.voided_at as "voidedAt", r.void_reason as "voidReason", t.sealed
       from response r
       left join contact_text t on t.force_id = r.force_id and t.id = r.id
      where r.force_id = $1 and r.contact_id = $2 order by r.recorded_at, r.id`,
    [forceId, contactId],
  ) as Promise<ResponseRow[]>;
}

export interface TimelineRow {
  at: DateTime;
  recordedAt: DateTime;
  kind: string;
  actorKind: string;
  actorName: string | null;
  /** The collar number of the officer the actor is, if that name is withheld today. */
  withheldNumber: string | null;
  facts: Record<string, string> | null;
  /** Of an alert: to whom it went and who was passed over. */
  recipients: AlertRecipient[] | null;
  /** Of a legal hold: why it was set or lifted, sealed under `textId`. */
  sealed: Buffer | null;
  textId: string | null;
}

/** What happened to this contact, first to last: what people did, and the alerts that were raised and sent. */
export async function timelineOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  today: string,
): Promise<TimelineRow[]> {
  return manager.query(
    `select e.at, e.recorded_at as "recordedAt", e.kind, e.actor_kind as "actorKind", p.name as "actorName", e.facts, 0 as "order", e.id,
            ${withheldNumber('o', '$3')} as "withheldNumber", null::jsonb as recipients, x.sealed, e.text_id as "textId"
       from timeline_entry e
       left join contact_text x on e.kind in ('hold-set', 'hold-lifted') and x.force_id = e.force_id and x.id = e.text_id
       left join person p on e.actor_kind = 'person' and p.force_id = e.force_id and p.id::text = e.actor_id
       left join officer o on o.force_id = p.force_id and o.id = p.officer_id
      where e.force_id = $1 and e.contact_id = $2
     union all
     select a.raised_at, a.raised_at, 'alert', 'job', null,
            jsonb_strip_nulls(jsonb_build_object('stage', a.stage, 'step', a.step::text, 'climbed', a.climbed::text, 'withdrawn', a.withdrawn_reason,
              'state', case when a.superseded_at is not null then 'superseded' when a.withdrawn_at is not null then 'withdrawn'
                when count(m.sent_at) > 0 then 'sent'
                when a.dispatched_at is null or bool_or(m.id is not null and m.dead_at is null and m.withdrawn_at is null) then 'on its way'
                when count(m.dead_at) > 0 then 'failed' else 'nobody new' end,
              'late', case when bool_or(d.late_at is not null) then 'yes' end,
              'cameLate', case when bool_or(coalesce(q.counted_at, c.received_at) > coalesce(a.rung_at, a.planned_at)) then 'yes' end,
              'mails', count(m.sent_at)::text)),
            extract(epoch from a.planned_at), 0, null,
            jsonb_agg(jsonb_build_object('kind', d.recipient_kind, 'skipped', d.skipped, 'sentAt', m.sent_at, 'lateAt', d.late_at,
              'deadAt', m.dead_at, 'withdrawnAt', m.withdrawn_at, 'sayableAt', greatest(a.planned_at, (
                select max(e.recorded_at) from timeline_entry e where e.force_id = $1 and e.contact_id = $2
                   and e.kind in ('received', 'question-received', 'question-started', 'brought-back', 'given-back', 'standard-changed', 'start-corrected')
                   and coalesce(e.facts ->> 'clock' = a.clock_id::text, true) and (m.sent_at is null or e.recorded_at <= m.sent_at))),
              'heldUntil', case when not a.urgent and d.recipient_kind = 'officer' and m.attempts <= (m.sent_at is not null)::int
                then nullif(m.not_before, m.created_at) end,
              'name', case when ${withheldNumber('o', '$3')} is null then coalesce(b.name, p.name, o.name) end, 'number', o.collar_number)
              order by d.skipped nulls first, m.sent_at, d.recipient_kind, o.collar_number, d.id) filter (where d.id is not null),
            null::bytea, null::uuid
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       left join contact_message q on q.force_id = k.force_id and q.clock_id = k.id
       left join delivery d on d.force_id = a.force_id and d.alert_id = a.id
       left join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
       left join neighbourhood b on d.recipient_kind = 'mailbox' and b.force_id = d.force_id and b.id = d.recipient_id
       left join person p on d.recipient_kind = 'person' and p.force_id = d.force_id and p.id = d.recipient_id
       left join officer o on o.force_id = d.force_id and o.id = case d.recipient_kind when 'officer' then d.recipient_id else p.officer_id end
      where a.force_id = $1 and k.contact_id = $2 group by a.force_id, a.id
     order by 1, 7, 8`,
    [forceId, contactId, today],
  ) as Promise<TimelineRow[]>;
}
