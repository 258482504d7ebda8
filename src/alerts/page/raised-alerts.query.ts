import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { withheldNumber } from '../../registry/officer-wording.js';
import { heldBackUntil } from '../held-back.js';
import { heldUntil, KNOWN_AT, SAYABLE_AT, sayableAt } from '../lateness.js';

export const ALERT_STATES = [
  'waiting',
  'late',
  'failed',
  'unheard',
  'sent',
  'withdrawn',
  'superseded',
] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Somebody who was to hear of an alert; instants as ISO texts. */
export interface RaisedRecipient {
  kind: string;
  name: string;
  withheldNumber: string | null;
  /** Why they were passed over; then there is no mail. */
  skipped: string | null;
  attempts: number | null;
  heldUntil: string | null;
  sentAt: string | null;
  /** From when on this one could be told, as things stood then: it was planned, or the contact came or came back later. */
  sayableAt: string | null;
  /** When they were told, if that was late. */
  lateAt: string | null;
  withdrawnAt: string | null;
  deadAt: string | null;
  lastError: string | null;
}

export interface RaisedAlert {
  cursor: string;
  stage: string;
  step: number;
  occurrence: number;
  raisedAt: DateTime;
  /** From when on it could be said, if nobody was told of it yet. */
  sayableAt: DateTime;
  supersededAt: DateTime | null;
  withdrawnAt: DateTime | null;
  withdrawnReason: string | null;
  dispatchedAt: DateTime | null;
  /** Is an answer owed still? */
  waiting: boolean;
  /** Did the question reach us after its time? */
  cameLate: boolean;
  contactId: string;
  reference: string;
  neighbourhoodName: string;
  recipients: RaisedRecipient[];
}

export interface AlertFilter {
  state: AlertState | null;
  /** The neighbourhoods whose contacts are looked through; null is all of the force's. */
  neighbourhoodIds: string[] | null;
  /** Raised from this instant on, and before that one. */
  from: DateTime | null;
  until: DateTime | null;
  /** What was raised before this one: the cursor of the last of the page before. */
  before: string | null;
}

/** So many alerts are looked through for one page, however rare what is looked for; the page says how far it came. */
export const LOOKED_THROUGH = 10_000;

const CURSOR =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isCursor = (text: string): boolean => CURSOR.test(text);
const AS_CURSOR = `to_char(a.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || a.id`;

const MAILS = `from delivery d join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id where d.force_id = a.force_id and d.alert_id = a.id`;
const UNENDED = 'm.sent_at is null and m.withdrawn_at is null and m.dead_at is null';
const OWED = 'k.waiting and a.superseded_at is null and a.withdrawn_at is null';
const HELD_UNTIL = heldUntil('$9');

/** What is true of an alert `a` of clock `k` in each state. $5 is now. */
const IS: Record<AlertState, string> = {
  waiting: `${OWED} and (a.dispatched_at is null or exists (select ${MAILS} and ${UNENDED}))`,
  late: `exists (select from delivery d where d.force_id = a.force_id and d.alert_id = a.id and d.late_at is not null)
      or ${OWED} and (a.dispatched_at is null and $5::timestamptz > ${SAYABLE_AT} + make_interval(mins => $10)
        or exists (select ${MAILS} and ${UNENDED} and $5::timestamptz > greatest(${SAYABLE_AT}, ${HELD_UNTIL}) + make_interval(mins => $10)))`,
  failed: `exists (select ${MAILS} and m.dead_at is not null)`,
  unheard: `${OWED} and a.dispatched_at is null and not exists (select ${MAILS} and (m.sent_at is not null or ${UNENDED}))`,
  sent: `exists (select ${MAILS} and m.sent_at is not null)`,
  withdrawn: 'a.withdrawn_at is not null',
  superseded: 'a.superseded_at is not null',
};

const UNDISPATCHED =
  'select u.id from alert u where u.force_id = $1 and u.dispatched_at is null and u.superseded_at is null and u.withdrawn_at is null';
// By mail, one look into the index for each: a join would read every delivery there was.
const ofMails = (which: string): string => `select d.alert_id from outbox_mail m
    cross join lateral (select d.alert_id from delivery d where d.force_id = m.force_id and d.mail_id = m.id offset 0) d
   where m.force_id = $1 and ${which}`;
const UNSENT = `${UNDISPATCHED} union all ${ofMails(UNENDED)}`;
/** What is rare is found by the small index that holds it, whatever else was raised. */
const FOUND_BY: Partial<Record<AlertState, string>> = {
  waiting: UNSENT,
  late: `${UNSENT} union all select d.alert_id from delivery d where d.force_id = $1 and d.late_at is not null`,
  failed: ofMails('m.dead_at is not null'),
  unheard: UNDISPATCHED,
};

/** The alerts that are looked through, the latest first. */
const lookedThrough = (state: AlertState | null): string => `
  select a.*, ${AS_CURSOR} as cursor from alert a
   where a.force_id = $1 and a.raised_at >= coalesce($2::timestamptz, '-infinity') and a.raised_at < coalesce($3::timestamptz, 'infinity')
     and ($4::text is null or a.raised_at <= split_part($4, '_', 1)::timestamptz
          and (a.raised_at < split_part($4, '_', 1)::timestamptz or a.id < split_part($4, '_', 2)::uuid))
     ${state && FOUND_BY[state] ? `and a.id in (${FOUND_BY[state]})` : ''}
   order by a.raised_at desc, a.id desc`;

const statement = (state: AlertState | null): string => `
with given as (select $5::timestamptz, $9::text, $10::int),
found as materialized (
  select a.*, k.contact_id, k.neighbourhood_id, k.waiting
    from (${lookedThrough(state)} limit ${LOOKED_THROUGH}) a
    -- One look into the index for each: a join would read the clocks of all years.
    cross join lateral (
      select k.force_id, k.contact_id, k.neighbourhood_id,
             k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null as waiting
        from clock k where k.force_id = a.force_id and k.id = a.clock_id limit 1) k
   where ($6::uuid[] is null or k.neighbourhood_id = any($6)) ${state ? `and (${IS[state]})` : ''}
   order by a.raised_at desc, a.id desc limit $7
)
select a.cursor, a.stage, a.step, a.occurrence, a.raised_at as "raisedAt", ${SAYABLE_AT} as "sayableAt",
       a.superseded_at as "supersededAt", a.withdrawn_at as "withdrawnAt", a.withdrawn_reason as "withdrawnReason",
       a.dispatched_at as "dispatchedAt", a.waiting, ${KNOWN_AT} > coalesce(a.rung_at, a.planned_at) as "cameLate", c.id as "contactId", c.reference, n.name as "neighbourhoodName",
       coalesce(r.list, '[]') as recipients
  from found a
  cross join lateral (select a.force_id, a.contact_id) k
  join contact c on c.force_id = a.force_id and c.id = a.contact_id
  join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
  left join lateral (
    select jsonb_agg(jsonb_build_object('kind', d.recipient_kind, 'name', coalesce(o.name, b.name, h.name, ''),
             'withheldNumber', coalesce(case when o.id is not null then ${withheldNumber('o', '$8')} end, case when ho.id is not null then ${withheldNumber('ho', '$8')} end),
             'skipped', d.skipped, 'attempts', m.attempts, 'heldUntil', case when m.id is not null then ${heldBackUntil('$9')} end, 'sentAt', m.sent_at, 'sayableAt', case when m.id is not null then ${sayableAt('m.sent_at')} end,
             'lateAt', d.late_at, 'withdrawnAt', m.withdrawn_at, 'deadAt', m.dead_at, 'lastError', m.last_error)
           order by d.skipped nulls first, m.sent_at, o.collar_number, d.id) as list
      from delivery d
      left join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
      left join officer o on d.recipient_kind = 'officer' and o.force_id = d.force_id and o.id = d.recipient_id
      left join neighbourhood b on d.recipient_kind = 'mailbox' and b.force_id = d.force_id and b.id = d.recipient_id
      left join person h on d.recipient_kind = 'person' and h.force_id = d.force_id and h.id = d.recipient_id
      left join officer ho on ho.force_id = h.force_id and ho.id = h.officer_id
     where d.force_id = a.force_id and d.alert_id = a.id) r on true
 order by a.raised_at desc, a.id desc`;

/** Which alerts were raised, the latest first, and what became of each? */
export function raisedAlerts(
  manager: EntityManager,
  forceId: string,
  { state, neighbourhoodIds, from, until, before }: AlertFilter,
  {
    limit,
    now,
    todayOn,
    lateAfterMinutes,
  }: { limit: number; now: DateTime; todayOn: string; lateAfterMinutes: number },
): Promise<RaisedAlert[]> {
  const asked = [forceId, from, until, before, now, neighbourhoodIds, limit, todayOn];
  return manager.query(statement(state), [...asked, LOCAL_ZONE, lateAfterMinutes]);
}

/** Where did looking through end, if there is more behind it? The cursor of the last that was looked at. */
export async function endOfLook(
  manager: EntityManager,
  forceId: string,
  { state, from, until, before }: AlertFilter,
): Promise<{ cursor: string; raisedAt: DateTime } | null> {
  const [row] = (await manager.query(
    `select a.cursor, a.raised_at as "raisedAt" from (${lookedThrough(state)}) a offset ${LOOKED_THROUGH - 1} limit 1`,
    [forceId, from, until, before],
  )) as { cursor: string; raisedAt: DateTime }[];
  return row ?? null;
}
