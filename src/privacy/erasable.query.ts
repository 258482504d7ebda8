import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { CONTACT_CLASSES, type ContactClass, type Cutoffs } from './domain/retention.js';

export interface ErasableContact {
  id: string;
  reference: string;
  /** The class of its retention rule. */
  rule: ContactClass;
  /** The last thing that happened to it. */
  endedAt: DateTime;
  isOpen: boolean;
  isHeld: boolean;
}

/**
 * What became of each contact that still holds something personal, and when did it end? Open is whatever waits for
 * somebody: a clock, an answer on its way, a request for recourse; and the same query again as one that is open, because
 * "its deadline lives on" in that one, and so do the addresses.
 */
const CONTACTS = `
select c.id, c.reference,
       case when q.requests > 0 then 'recourse' else k.rule end as rule,
       greatest(c.received_at, m.ended_at, k.ended_at, r.ended_at, q.ended_at) as "endedAt",
       k.open > 0 or r.sending > 0 or q.open > 0 or k.duplicate and exists (
         select from timeline_entry t
           join contact o on o.force_id = t.force_id and o.reference = t.facts ->> 'duplicateOf'
           join clock w on w.force_id = o.force_id and w.contact_id = o.id
          where t.force_id = c.force_id and t.contact_id = c.id and t.kind = 'out-of-scope'
            and w.stopped_at is null and w.out_of_scope_at is null and w.address_failed_at is null) as "isOpen",
       exists (select from legal_hold h where h.force_id = c.force_id and h.contact_id = c.id and h.lifted_at is null) as "isHeld"
  from contact_personal p
  join contact c on c.force_id = p.force_id and c.id = p.contact_id
  cross join lateral (
    select count(*) filter (where stopped_at is null and out_of_scope_at is null and address_failed_at is null) as open,
           case when bool_or(stopped_at is not null and out_of_scope_at is null) then 'answered'
                when count(*) = 0 or bool_or(address_failed_at is not null and out_of_scope_at is null) then 'unreachable'
                when bool_or(out_of_scope_reason <> 'spam') then 'out-of-scope' else 'spam' end as rule,
           coalesce(bool_or(out_of_scope_reason = 'duplicate'), false) as duplicate,
           max(greatest(stopped_at, stopped_recorded_at, out_of_scope_at, out_of_scope_confirmed_at, address_failed_at)) as ended_at
      from clock k where k.force_id = c.force_id and k.contact_id = c.id) k
  cross join lateral (
    select max(received_at) as ended_at from contact_message m where m.force_id = c.force_id and m.contact_id = c.id) m
  cross join lateral (
    select count(*) filter (where responded_at is null and voided_at is null) as sending,
           max(greatest(responded_at, recorded_at, voided_at)) as ended_at
      from response r where r.force_id = c.force_id and r.contact_id = c.id) r
  cross join lateral (
    select count(*) as requests, count(*) filter (where answered_at is null) as open,
           max(greatest(asked_at, recorded_at, answered_at, answer_recorded_at)) as ended_at
      from recourse_request q where q.force_id = c.force_id and q.contact_id = c.id) q`;

/**
 * Of those, which may be due by the cut-offs $2 and $3? Asked before anybody looks for messages, answers and requests, which
 * can only have happened later, or have made it one of recourse.
 */
const MAY_BE_DUE = `p.force_id = $1 and c.received_at < $3 and k.open = 0 and greatest(c.received_at, k.ended_at)
  < greatest(($2::jsonb ->> k.rule)::timestamptz, ($2::jsonb ->> 'recourse')::timestamptz)`;

/** A stretch of the contacts of a force that still hold something personal, in the order of their ids. */
export interface Stretch {
  /** The last id before it; every id comes after this one. */
  after: string;
  /** Its last id; null if it is the last stretch. */
  upTo: string | null;
}

/** Before every id. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** So many contacts are looked at by one statement, so that none of them takes long, however many a force has. */
export const LOOKED_AT = 5000;

export async function stretchAfter(manager: EntityManager, forceId: string, after: string): Promise<Stretch> {
  const [last] = await manager.query<{ id: string }[]>(
    `select contact_id as id from contact_personal where force_id = $1 and contact_id > $2
      order by contact_id offset ${LOOKED_AT - 1} limit 1`,
    [forceId, after],
  );
  return { after, upTo: last?.id ?? null };
}

/** Which contacts have been kept for as long as their class is, are not open and not on legal hold? The first of a stretch. */
export async function contactsDue(
  manager: EntityManager,
  forceId: string,
  cutoffs: Cutoffs,
  { after, upTo }: Stretch,
  limit: number,
): Promise<ErasableContact[]> {
  const [before, latest] = asParameters(cutoffs);
  return manager.query(
    `-- Which contacts are to be forgotten, and under which rule?
     select * from (${CONTACTS} where ${MAY_BE_DUE} and p.contact_id > $5 and ($6::uuid is null or p.contact_id <= $6)) t
      where not "isOpen" and not "isHeld" and "endedAt" < ($2::jsonb ->> rule)::timestamptz order by id limit $4`,
    [forceId, before, latest, limit, after, upTo],
  );
}

/** What is known of these contacts, of those that still hold something personal? */
export async function contactsNamed(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<ErasableContact[]> {
  return manager.query(
    `-- What became of these contacts?
     select * from (${CONTACTS} where p.force_id = $1 and p.contact_id = any($2::uuid[])) t order by "endedAt"`,
    [forceId, ids],
  );
}

/** Some of the contacts of a rule and a time, on hold or not: how many there are, and the first of them. */
export interface PreviewedContacts extends Pick<ErasableContact, 'rule' | 'isHeld'> {
  /** By the first of the two instants, rather than by the second. */
  isTonight: boolean;
  total: number;
  first: Pick<ErasableContact, 'reference' | 'endedAt'>[];
}

/** What of a stretch would be erased by two instants, with a few references of each class; and what only a hold keeps. */
export async function contactsPreviewed(
  manager: EntityManager,
  forceId: string,
  [tonight, later]: readonly [Cutoffs, Cutoffs],
  { after, upTo }: Stretch,
  each: number,
): Promise<PreviewedContacts[]> {
  const [before, latest] = asParameters(later);
  const rows = await manager.query<(Omit<PreviewedContacts, 'first'> & PreviewedContacts['first'][0])[]>(
    `-- What would be forgotten tonight, what by the later instant, and what is only on hold?
     select reference, rule, "endedAt", "isHeld", "isTonight", total from (
       select *, (count(*) over same)::int as total, row_number() over (same order by "endedAt", reference) as place from (
         select *, "endedAt" < ($4::jsonb ->> rule)::timestamptz as "isTonight"
           from (${CONTACTS} where ${MAY_BE_DUE} and p.contact_id > $6 and ($7::uuid is null or p.contact_id <= $7)) t
          where not "isOpen" and "endedAt" < ($2::jsonb ->> rule)::timestamptz) d
       window same as (partition by rule, "isHeld", "isTonight")) n
      where place <= $5 order by rule, place`,
    [forceId, before, latest, asParameters(tonight)[0], each, after, upTo],
  );
  const found = new Map<string, PreviewedContacts>();
  for (const { reference, endedAt, rule, isHeld, isTonight, total } of rows) {
    const key = `${rule} ${isHeld} ${isTonight}`;
    const some = found.get(key) ?? { rule, isHeld, isTonight, total, first: [] };
    some.first.push({ reference, endedAt });
    found.set(key, some);
  }
  return [...found.values()];
}

/** The cut-offs by class as JSON, and the latest of them: what came after it is due under no rule. */
function asParameters(cutoffs: Cutoffs): [string, DateTime] {
  const own = CONTACT_CLASSES.map((name) => [name, cutoffs[name]] as const);
  const latest = own.map(([, at]) => at).reduce((one, other) => (other > one ? other : one));
  return [JSON.stringify(Object.fromEntries(own.map(([name, at]) => [name, at.toISO()]))), latest];
}
