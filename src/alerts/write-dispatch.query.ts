import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../common/calendar.js';
import type { Choice, Recipient } from './domain/recipients.js';
import type { PendingAlert } from './pending.query.js';

/** An alert and who was chosen to hear it. */
export type Chosen = PendingAlert &
  Choice & {
    /** Can none of the neighbourhood's own people hear whom the standard names? */
    gap: boolean;
  };

/** The one mail to a recipient for all that is new to them. */
export interface MailToThem {
  forceId: string;
  id: string;
  recipient: Recipient;
  /** False: it waits already and takes this in. */
  fresh: boolean;
  tells: Chosen[];
}

const WRITE = `
-- What is to be written of who was chosen? Mails and alerts are referred to by their places in the arrays, from 1.
with mail as materialized (
  select m.* from unnest($3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::boolean[], $8::boolean[]) with ordinality
    as m (force_id, id, kind, recipient_id, fresh, urgent, place)
),
alerts as materialized (
  select a.* from unnest($9::text[], $10::uuid[], $11::boolean[]) with ordinality as a (force_id, id, settled, place)
),
-- Quiet hours hold a mail back unless something in it is urgent.
fresh as (
  insert into outbox_mail (force_id, id, template, recipient_kind, recipient_id, created_at, not_before)
  select force_id, id, 'alert', kind, recipient_id, $1::timestamptz,
         coalesce(case when not urgent and kind = 'officer' then quiet_until(force_id, recipient_id, $1::timestamptz, $2) end, $1::timestamptz)
    from mail where fresh
),
woken as (
  update outbox_mail m set not_before = least(m.not_before, $1) from mail w
   where not w.fresh and w.urgent and m.force_id = w.force_id and m.id = w.id and m.attempts = 0 and m.not_before > $1
),
delivered as (
  insert into delivery (force_id, alert_id, recipient_kind, recipient_id, mail_id)
  select a.force_id, a.id, m.kind, m.recipient_id, m.id
    from unnest($12::int[], $13::int[]) as d (alert, mail) join alerts a on a.place = d.alert join mail m on m.place = d.mail
  on conflict on constraint delivery_once do update set mail_id = excluded.mail_id, skipped = null
),
passed_over as (
  insert into delivery as d (force_id, alert_id, recipient_kind, recipient_id, skipped)
  select a.force_id, a.id, s.kind, s.recipient_id, s.skipped
    from unnest($14::int[], $15::text[], $16::uuid[], $17::text[]) as s (alert, kind, recipient_id, skipped) join alerts a on a.place = s.alert
  on conflict on constraint delivery_once do update set skipped = excluded.skipped where d.mail_id is null
),
gaps as (
  insert into listening_gap (force_id, neighbourhood_id, opened_at)
  select distinct force_id, neighbourhood_id, $1::timestamptz from unnest($18::text[], $19::uuid[]) as g (force_id, neighbourhood_id)
  on conflict (force_id, neighbourhood_id) where closed_at is null do nothing
)
-- What nobody can hear stays to be said: the next sweep asks again who could.
update alert a set dispatched_at = $1 from alerts p where p.settled and a.force_id = p.force_id and a.id = p.id`;

export async function writeDispatch(
  manager: EntityManager,
  chosen: readonly Chosen[],
  mails: readonly MailToThem[],
  now: DateTime,
): Promise<void> {
  const placeOf = new Map(chosen.map((alert, index) => [alert, index + 1]));
  const told = mails.flatMap(({ tells }, index) =>
    tells.map((alert) => ({ alert: placeOf.get(alert)!, mail: index + 1 })),
  );
  const skipped = chosen.flatMap((alert, index) =>
    alert.skipped.map((one) => ({ ...one, alert: index + 1 })),
  );
  const gaps = chosen.filter(({ gap }) => gap);
  await manager.query(WRITE, [
    now,
    LOCAL_ZONE,
    mails.map(({ forceId }) => forceId),
    mails.map(({ id }) => id),
    mails.map(({ recipient }) => recipient.kind),
    mails.map(({ recipient }) => recipient.id),
    mails.map(({ fresh }) => fresh),
    mails.map(({ tells }) => tells.some(({ urgent }) => urgent)),
    chosen.map(({ forceId }) => forceId),
    chosen.map(({ id }) => id),
    chosen.map(({ settled }) => settled),
    told.map(({ alert }) => alert),
    told.map(({ mail }) => mail),
    skipped.map(({ alert }) => alert),
    skipped.map(({ kind }) => kind),
    skipped.map(({ id }) => id),
    skipped.map(({ skipped: why }) => why),
    gaps.map(({ forceId }) => forceId),
    gaps.map(({ neighbourhoodId }) => neighbourhoodId),
  ]);
}
