import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

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
  clockId: string | null;
  startedAt: DateTime | null;
  dueAt: DateTime | null;
  stoppedAt: DateTime | null;
  stoppedRecordedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  outOfScopeReason: string | null;
  outOfScopeConfirmedAt: DateTime | null;
  outOfScopeBy: string | null;
  addressFailedAt: DateTime | null;
  standardVersion: string | null;
  sendingSince: DateTime | null;
}

const COLUMNS = `
  select c.id, c.reference, c.channel, c.stated_at as "statedAt", c.received_at as "receivedAt", c.reachable,
         n.id as "neighbourhoodId", n.code as "neighbourhoodCode", n.name as "neighbourhoodName",
         p.wrapped_key as "wrappedKey", p.sealed,
         k.id as "clockId", k.started_at as "startedAt", k.due_at as "dueAt", k.stopped_at as "stoppedAt",
         k.stopped_recorded_at as "stoppedRecordedAt", k.out_of_scope_at as "outOfScopeAt",
         k.out_of_scope_reason as "outOfScopeReason", k.out_of_scope_confirmed_at as "outOfScopeConfirmedAt",
         k.out_of_scope_by as "outOfScopeBy", k.address_failed_at as "addressFailedAt", k.standard_version as "standardVersion",
         (select min(r.recorded_at) from response r where r.force_id = c.force_id and r.contact_id = c.id
             and r.responded_at is null and r.voided_at is null) as "sendingSince"`;
const PLACE_AND_PERSON = `
    join neighbourhood n on n.force_id = c.force_id and n.id = coalesce(k.neighbourhood_id, c.neighbourhood_id)
    left join contact_personal p on p.force_id = c.force_id and p.contact_id = c.id`;
const CONTACT = `${COLUMNS}
    from contact c
    left join clock k on k.force_id = c.force_id and k.contact_id = c.id ${PLACE_AND_PERSON}`;

/** Which contact bears this reference (or this id)? With its clock, place and sealed personal fields. */
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

export type ListView = 'waiting' | 'answered' | 'out-of-scope' | 'unreachable';

/** From the clocks, by an index that holds just these; what never had a clock is found by contact. */
const OF_CLOCKS = 'from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id';
const OF_UNREACHABLE = `from (
      select force_id, id as contact_id, null::uuid as clock_id, received_at as since from contact n
       where not reachable and not exists (select from clock k where k.force_id = n.force_id and k.contact_id = n.id)
      union all
      select force_id, contact_id, id, address_failed_at from clock
       where address_failed_at is not null and stopped_at is null and out_of_scope_at is null) u
    join contact c on c.force_id = u.force_id and c.id = u.contact_id
    left join clock k on k.force_id = u.force_id and k.id = u.clock_id`;
const VIEWS: Record<ListView, { from: string; where: string; order: string }> = {
  waiting: {
    from: OF_CLOCKS,
    where:
      'k.force_id = $1 and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null',
    order: 'k.due_at, k.id',
  },
  answered: {
    from: OF_CLOCKS,
    where: 'k.force_id = $1 and k.stopped_at is not null and k.out_of_scope_at is null',
    order: 'k.stopped_at desc, k.id',
  },
  'out-of-scope': {
    from: OF_CLOCKS,
    where: 'k.force_id = $1 and k.out_of_scope_at is not null',
    order: 'k.out_of_scope_at desc, k.id',
  },
  unreachable: {
    from: OF_UNREACHABLE,
    where: 'u.force_id = $1',
    order: 'u.since desc, c.id',
  },
};

/** Counting further would cost more than the number is worth on a page. */
export const COUNTED_AT_MOST = 10_000;

/**
 * What waits in these neighbourhoods (all of the force's if null), the least time left first? Or, by view, what was
 * answered, was taken out of scope, or cannot be answered.
 * @returns the rows of one page, and how many there are in all, up to `COUNTED_AT_MOST`
 */
export async function listContacts(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: string[] | null,
  view: ListView,
  page: { size: number; number: number },
): Promise<{ rows: ContactRow[]; total: number }> {
  const { from, where, order } = VIEWS[view];
  const theirs = '($2::uuid[] is null or coalesce(k.neighbourhood_id, c.neighbourhood_id) = any($2))';
  const rows = (await manager.query(
    `${COLUMNS} ${from} ${PLACE_AND_PERSON} where ${where} and ${theirs} order by ${order} limit $3 offset $4`,
    [forceId, neighbourhoodIds, page.size, (page.number - 1) * page.size],
  )) as ContactRow[];
  const [{ total }] = (await manager.query(
    `select count(*) as total from (select ${from} where ${where} and ${theirs} limit ${COUNTED_AT_MOST}) counted`,
    [forceId, neighbourhoodIds],
  )) as [{ total: number }];
  return { rows, total };
}

export interface ResponseRow {
  id: string;
  route: string;
  respondedAt: DateTime | null;
  recordedAt: DateTime;
  actorKind: string;
  actorName: string | null;
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
            p.name as "actorName", r.voided_at as "voidedAt", r.void_reason as "voidReason", t.sealed
       from response r
       left join person p on r.actor_kind = 'person' and p.force_id = r.force_id and p.id::text = r.actor_id
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
  facts: Record<string, string> | null;
}

/** What happened to this contact, first to last: what people did, and the alerts that were raised and sent. */
export async function timelineOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<TimelineRow[]> {
  return manager.query(
    `select e.at, e.recorded_at as "recordedAt", e.kind, e.actor_kind as "actorKind", p.name as "actorName", e.facts, 0 as "order", e.id
       from timeline_entry e
       left join person p on e.actor_kind = 'person' and p.force_id = e.force_id and p.id::text = e.actor_id
      where e.force_id = $1 and e.contact_id = $2
     union all
     select a.raised_at, a.raised_at, 'alert', 'job', null,
            jsonb_build_object('stage', a.stage, 'state', case when a.superseded_at is not null then 'superseded'
              when a.withdrawn_at is not null then 'withdrawn' when count(m.sent_at) > 0 then 'sent' else 'on its way' end,
              'mails', count(m.sent_at)::text), extract(epoch from a.planned_at), 0
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
       left join delivery d on d.force_id = a.force_id and d.alert_id = a.id
       left join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
      where a.force_id = $1 and k.contact_id = $2 group by a.force_id, a.id
     order by 1, 7, 8`,
    [forceId, contactId],
  ) as Promise<TimelineRow[]>;
}
