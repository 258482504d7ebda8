import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { HANDED_OVER } from './domain/response-standard.js';

export interface Place {
  id: string;
  code: string;
  name: string;
}

/** Which neighbourhoods does the force have on this day? By name. */
export async function placesOn(manager: EntityManager, forceId: string, today: string): Promise<Place[]> {
  return manager.query(
    `select id, code, name from neighbourhood where force_id = $1 and during @> $2::date order by name, code`,
    [forceId, today],
  ) as Promise<Place[]>;
}

/** Which neighbourhood of the force has this code on this day? */
export async function placeByCode(
  manager: EntityManager,
  forceId: string,
  code: string,
  today: string,
): Promise<Place | null> {
  const [place] = (await manager.query(
    `select id, code, name from neighbourhood where force_id = $1 and code = $2 and during @> $3::date`,
    [forceId, code, today],
  )) as Place[];
  return place ?? null;
}

export interface NewTransfer {
  id: string;
  contactId: string;
  fromId: string;
  toId: string;
  at: DateTime;
  actor: Actor;
}

/**
 * Put a contact into another neighbourhood's hands, with all its clocks, so that every clock of a contact is with the same
 * neighbourhood at all times; whoever had taken it up has it no more.
 * @returns how many hand-overs of the contact there have been now, and the instant it is kept with: after that of the
 * one before, whatever the clocks of two instances say
 */
export async function moveContact(
  manager: EntityManager,
  forceId: string,
  { id, contactId, fromId, toId, at, actor }: NewTransfer,
): Promise<{ number: number; at: DateTime }> {
  await manager.query(
    `with of_clocks as (
       update clock set neighbourhood_id = $3, taken_up_at = null, taken_up_by = null
        where force_id = $1 and contact_id = $2 returning id)
     update contact set neighbourhood_id = $3
      where force_id = $1 and id = $2 and not exists (select from clock where force_id = $1 and contact_id = $2)`,
    [forceId, contactId, toId],
  );
  const [row] = (await manager.query(
    `with before as (
       select count(*) as number, max(at) as at from contact_transfer where force_id = $1 and contact_id = $3),
     added as (
       insert into contact_transfer (force_id, id, contact_id, from_neighbourhood_id, to_neighbourhood_id, at, actor_kind, actor_id)
       select $1, $2, $3, $4, $5, greatest($6, before.at + interval '1 millisecond'), $7, $8 from before returning at)
     select before.number + 1 as number, added.at from before, added`,
    [forceId, id, contactId, fromId, toId, at, actor.kind, actor.id],
  )) as [{ number: number; at: DateTime }];
  return row;
}

/** One hand-over of a contact at a time, the same for one that never had a clock. */
export async function lockContact(manager: EntityManager, forceId: string, contactId: string): Promise<void> {
  await manager.query(`select from contact where force_id = $1 and id = $2 for no key update`, [
    forceId,
    contactId,
  ]);
}

/** Raise the alert by which the neighbourhood that now has the contact hears of it: the next sweep works out who. */
export async function tellReceiver(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  alert: { number: number; urgent: boolean; nextAlertAt: DateTime | null },
  now: DateTime,
): Promise<void> {
  await manager.query(
    `with planned as (update clock set next_alert_at = $7 where force_id = $1 and id = $2 returning id)
     insert into alert (force_id, clock_id, stage, occurrence, step, planned_at, rung_at, urgent, raised_at)
     select $1, id, $3, $4, 0, $5, $5, $6, $5 from planned`,
    [forceId, clockId, HANDED_OVER, alert.number, now, alert.urgent, alert.nextAlertAt],
  );
}

export interface TransferRow {
  id: string;
  at: DateTime;
  fromCode: string;
  fromName: string;
  toCode: string;
  toName: string;
  /** What was noted for the receiver, sealed. */
  sealed: Buffer | null;
}

/** From whom to whom did this contact go, first to last? */
export async function transfersOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<TransferRow[]> {
  return manager.query(
    `select t.id, t.at, f.code as "fromCode", f.name as "fromName", n.code as "toCode", n.name as "toName", x.sealed
       from contact_transfer t
       join neighbourhood f on f.force_id = t.force_id and f.id = t.from_neighbourhood_id
       join neighbourhood n on n.force_id = t.force_id and n.id = t.to_neighbourhood_id
       left join contact_text x on x.force_id = t.force_id and x.id = t.id
      where t.force_id = $1 and t.contact_id = $2 order by t.at`,
    [forceId, contactId],
  ) as Promise<TransferRow[]>;
}

/**
 * A part of a statement: does whoever handed a contact over by `t` still find it? "For as long as it waits", and then until
 * this many days after it was dealt with. What the person asks anew once others have it is theirs, and prolongs nothing.
 * @param since the parameter that holds the instant so many days ago
 */
export const shownToSender = (since: string): string =>
  `(t.at > ${since} or exists (
     select from clock s where s.force_id = t.force_id and s.contact_id = t.contact_id
        and (s.stopped_at is null and s.out_of_scope_at is null and s.address_failed_at is null
          or greatest(s.stopped_recorded_at, s.out_of_scope_at, s.address_failed_at) > ${since})
        and (s.started_at <= t.at or not exists (select from contact_message q where q.force_id = s.force_id and q.clock_id = s.id))))`;
export const SHOWN_TO_SENDER_DAYS = 30;

/** Did one of these neighbourhoods hand this contact over, and may it still read it? */
export async function wasHandedOverBy(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  neighbourhoodIds: string[],
  now: DateTime,
): Promise<boolean> {
  const rows = (await manager.query(
    `select 1 from contact_transfer t
      where t.force_id = $1 and t.contact_id = $2 and t.from_neighbourhood_id = any($3)
        and ${shownToSender('$4')} limit 1`,
    [forceId, contactId, neighbourhoodIds, now.minus({ days: SHOWN_TO_SENDER_DAYS })],
  )) as unknown[];
  return rows.length > 0;
}
