import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Listener } from '../contacts/domain/response-standard.js';
import { listenersOn } from './listeners.js';

/**
 * Who hears instead of somebody whom mail cannot reach? For each alert of the dead mail that still matters, the first
 * of `nobodyLeft` who has not been written to about it: "a dead alert is never a silent row". One mail a recipient.
 * @returns how many mails that makes; 0 if there is nobody left or nothing left to tell
 */
export async function passOnDeadMail(
  manager: EntityManager,
  mail: { forceId: string; id: string },
  nobodyLeft: Listener[],
  now: DateTime,
  today: string,
): Promise<number> {
  const [{ mails }] = (await manager.query(PASS_ON, [mail.forceId, mail.id, nobodyLeft, now, today])) as [
    { mails: number },
  ];
  return mails;
}

const PASS_ON = `
with unheard as (
  select a.force_id, a.id as alert_id, k.neighbourhood_id
    from delivery d
    join alert a on a.force_id = d.force_id and a.id = d.alert_id and a.withdrawn_at is null
    join clock k on k.force_id = a.force_id and k.id = a.clock_id
      and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
   where d.force_id = $1 and d.mail_id = $2
),
place as (select distinct force_id, neighbourhood_id from unheard),
${listenersOn('$5')},
next as (
  select u.force_id, u.alert_id, l.recipient_kind, l.recipient_id,
         rank() over (partition by u.alert_id order by array_position($3::text[], l.who)) as place_in_line
    from unheard u join listener l on l.force_id = u.force_id and l.neighbourhood_id = u.neighbourhood_id and l.who = any($3)
   where not exists (select from delivery d where d.force_id = u.force_id and d.alert_id = u.alert_id
                        and d.recipient_kind = l.recipient_kind and d.recipient_id = l.recipient_id)
),
recipient as (select distinct force_id, alert_id, recipient_kind, recipient_id from next where place_in_line = 1),
mail as (
  insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before)
  select distinct force_id, 'alert', recipient_kind, recipient_id, $4::timestamptz, $4::timestamptz from recipient
  returning force_id, id, recipient_kind, recipient_id
),
delivered as (
  insert into delivery (force_id, alert_id, recipient_kind, recipient_id, mail_id)
  select r.force_id, r.alert_id, r.recipient_kind, r.recipient_id, m.id
    from recipient r join mail m using (force_id, recipient_kind, recipient_id)
  on conflict on constraint delivery_once do nothing
)
select count(*) as mails from mail`;
