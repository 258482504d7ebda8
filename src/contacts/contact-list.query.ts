import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { CONTACT_COLUMNS, type ContactRow, PLACE_AND_PERSON, SHOWN_CLOCK } from './contact.query.js';
import { SHOWN_TO_SENDER_DAYS, shownToSender } from './transfer.query.js';

export type ListView = 'waiting' | 'handed-over' | 'answered' | 'out-of-scope' | 'unreachable';

/** A contact on a list. */
export interface ListedContact extends ContactRow {
  /** When these neighbourhoods last handed it over; only on the list of those. */
  handedOverAt: DateTime | null;
}

interface View {
  from: string;
  where: string;
  order: string;
  /** Which contacts are these neighbourhoods' own ($2; all if null): those they hold, unless said otherwise. */
  theirs?: string;
  handedOverAt?: string;
}

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
const OF_TRANSFERS = `from (
      select force_id, contact_id, max(at) as at from contact_transfer
       where force_id = $1 and ($2::uuid[] is null or from_neighbourhood_id = any($2)) group by force_id, contact_id) t
    join contact c on c.force_id = t.force_id and c.id = t.contact_id
    ${SHOWN_CLOCK}`;
const HOLDER = 'coalesce(k.neighbourhood_id, c.neighbourhood_id)';
const VIEWS: Record<ListView, View> = {
  waiting: {
    from: OF_CLOCKS,
    where:
      'k.force_id = $1 and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null',
    order: 'k.due_at, k.id',
  },
  'handed-over': {
    from: OF_TRANSFERS,
    where: shownToSender('$3'),
    order: 't.at desc, c.id',
    theirs: `($2::uuid[] is null or ${HOLDER} <> all($2))`,
    handedOverAt: 't.at',
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

const TOLD_BY = `select a.clock_id from delivery d join alert a on a.force_id = d.force_id and a.id = d.alert_id
    where d.force_id = $1 and d.mail_id = $mail`;

/** Counting further would cost more than the number is worth on a page. */
export const COUNTED_AT_MOST = 10_000;

/**
 * What waits in these neighbourhoods (all of the force's if null), the least time left first? Or, by view, what was
 * handed over by them to others, was answered, was taken out of scope, or cannot be answered.
 * @param mailId if given, only those that this mail told somebody of
 * @returns the rows of one page, and how many there are in all, up to `COUNTED_AT_MOST`
 */
export async function listContacts(
  manager: EntityManager,
  forceId: string,
  neighbourhoodIds: string[] | null,
  view: ListView,
  page: { size: number; number: number },
  now: DateTime,
  mailId: string | null = null,
): Promise<{ rows: ListedContact[]; total: number }> {
  const { from, where, order, handedOverAt = 'null::timestamptz', ...own } = VIEWS[view];
  const theirs = own.theirs ?? `($2::uuid[] is null or ${HOLDER} = any($2))`;
  const values: unknown[] = [forceId, neighbourhoodIds];
  const told = mailId === null ? '' : `and k.id in (${TOLD_BY.replace('$mail', `$${values.push(mailId)}`)})`;
  if (view === 'handed-over') values.push(now.minus({ days: SHOWN_TO_SENDER_DAYS }));
  const [limit, offset] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const rows = (await manager.query(
    `${CONTACT_COLUMNS}, ${handedOverAt} as "handedOverAt" ${from} ${PLACE_AND_PERSON}
      where ${where} and ${theirs} ${told} order by ${order} limit ${limit} offset ${offset}`,
    [...values, page.size, (page.number - 1) * page.size],
  )) as ListedContact[];
  const [{ total }] = (await manager.query(
    `select count(*) as total from (select ${from} where ${where} and ${theirs} ${told} limit ${COUNTED_AT_MOST}) counted`,
    values,
  )) as [{ total: number }];
  return { rows, total };
}
