import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { type NamedPerson, personText, withheldNumber } from '../officer-wording.js';
import type { Noticed } from './domain/notice.js';

export const NOTICES_MAIL = 'registry-notices';
export const SUMMARY_MAIL = 'registry-weekly';

/** A route of a neighbourhood or of an officer; it has the neighbourhood's code and name, or the collar number. */
export interface FailingRoute {
  ofId: string;
  code: string | null;
  name: string | null;
  collarNumber: string | null;
  kind: string;
  sinceOn: string;
}

const FAILING = `
-- Which routes that a force still publishes fail, and since when? By neighbourhood, then by officer.
select t.of_id as "ofId", n.code, n.name, o.collar_number as "collarNumber", f.kind, lower(f.during) as "sinceOn"
from route_failure f
join route_try t on t.force_id = f.force_id and t.of_id = coalesce(f.neighbourhood_id, f.officer_id) and t.kind = f.kind
left join neighbourhood n on n.force_id = f.force_id and n.id = f.neighbourhood_id and n.during @> $2::date
left join officer o on o.force_id = f.force_id and o.id = f.officer_id and o.in_service @> $2::date
where f.force_id = $1 and upper_inf(f.during) and num_nonnulls(n.id, o.id) = 1
order by n.name, n.code, o.collar_number, f.kind`;

export function failingRoutes(manager: EntityManager, forceId: string, on: string): Promise<FailingRoute[]> {
  return manager.query(FAILING, [forceId, on]);
}

/**
 * May this transaction work out the force's notices? Not while another does: of two that see different things the later
 * would end what the earlier has just told. It goes on to keep others out until it ends.
 */
export async function mayRaiseNotices(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
): Promise<boolean> {
  const found: unknown[] = await manager.query(
    `select from force where id = $1 and starts_on <= $2::date for no key update skip locked`,
    [forceId, todayOn],
  );
  return found.length > 0;
}

const END = `
-- Which notices are over, because the gap closed or the route works? The same thing happening anew is told anew.
update registry_notice n set over_at = $2
 where n.force_id = $1 and n.over_at is null and n.kind <> 'weekly-summary'
   and not exists (select from unnest($3::text[], $4::text[]) as s (kind, subject) where s.kind = n.kind and s.subject = n.subject)`;

const RAISE = `
-- What was not told yet?
insert into registry_notice (force_id, id, kind, subject, raised_at, facts)
select $1, gen_random_uuid(), s.kind, s.subject, $2, '{}' from unnest($3::text[], $4::text[]) as s (kind, subject)
on conflict (force_id, kind, subject) where over_at is null do nothing`;

/** Keep which notices hold as things stand, and which are over. */
export async function keepNotices(
  manager: EntityManager,
  forceId: string,
  notices: readonly Noticed[],
  now: DateTime,
): Promise<void> {
  const given = [forceId, now, notices.map(({ kind }) => kind), notices.map(({ subject }) => subject)];
  await manager.query(END, given);
  await manager.query(RAISE, given);
}

const ADMINS = `
-- Who is told? Force admins who can sign in and have an address.
select id from person
where force_id = $1 and role = 'force-admin' and disabled_at is null and email is not null order by id`;

const BATCH = `
-- What has not been mailed yet and still holds? It goes in one mail.
update registry_notice set mailed_at = $3, batch_id = $2
 where force_id = $1 and mailed_at is null and over_at is null and kind <> 'weekly-summary' returning id`;

const MAIL = `
-- One mail to each.
insert into outbox_mail (force_id, template, recipient_kind, recipient_id, subject_id, created_at, not_before, can_wait)
select $1, $2, 'person', p.id, $3, $4, $4, true from unnest($5::uuid[]) as p (id)`;

/**
 * Mail what was not mailed yet to each force admin, several notices in one mail. Without an admin who has an address
 * they wait for one.
 * @returns how many notices and mails
 */
export async function mailNotices(
  manager: EntityManager,
  forceId: string,
  now: DateTime,
): Promise<{ notices: number; mails: number }> {
  const admins = await adminsOf(manager, forceId);
  if (admins.length === 0) return { notices: 0, mails: 0 };
  const batchId = newId();
  const [told] = (await manager.query(BATCH, [forceId, batchId, now])) as [unknown[], number];
  if (told.length === 0) return { notices: 0, mails: 0 };
  await manager.query(MAIL, [forceId, NOTICES_MAIL, batchId, now, admins]);
  return { notices: told.length, mails: admins.length };
}

/** Mail the summary of the week of this Monday, unless that was done. @returns how many mails */
export async function mailSummary(
  manager: EntityManager,
  forceId: string,
  monday: string,
  now: DateTime,
): Promise<number> {
  const admins = await adminsOf(manager, forceId);
  if (admins.length === 0) return 0;
  const id = newId();
  const raised: unknown[] = await manager.query(
    `insert into registry_notice (force_id, id, kind, subject, raised_at, facts, mailed_at)
     values ($1, $2, 'weekly-summary', $3, $4, '{}', $4)
     on conflict (force_id, kind, subject) where over_at is null do nothing returning id`,
    [forceId, id, monday, now],
  );
  if (raised.length === 0) return 0;
  await manager.query(MAIL, [forceId, SUMMARY_MAIL, id, now, admins]);
  return admins.length;
}

async function adminsOf(manager: EntityManager, forceId: string): Promise<string[]> {
  const admins: { id: string }[] = await manager.query(ADMINS, [forceId]);
  return admins.map(({ id }) => id);
}

/** Which notices does a mail tell of? */
export async function noticesOfBatch(
  manager: EntityManager,
  forceId: string,
  batchId: string,
): Promise<Noticed[]> {
  return manager.query(`select kind, subject from registry_notice where force_id = $1 and batch_id = $2`, [
    forceId,
    batchId,
  ]);
}

export interface Reader {
  force: string;
  /** For the heading of a mail: it passes through many hands, so it tells no withheld name, not even the reader's own. */
  name: string;
  email: string | null;
  gone: boolean;
}

/** Who reads this mail, and are they a force admin still? */
export async function readerOf(
  manager: EntityManager,
  forceId: string,
  personId: string,
  today: string,
): Promise<Reader | null> {
  const [reader]: (Reader & NamedPerson)[] = await manager.query(
    `select f.name as force, p.name, ${withheldNumber('o', '$3')} as "withheldNumber", p.email,
            p.disabled_at is not null or p.role <> 'force-admin' as gone
       from person p join force f on f.id = p.force_id left join officer o on o.force_id = p.force_id and o.id = p.officer_id
      where p.force_id = $1 and p.id = $2`,
    [forceId, personId, today],
  );
  return reader ? { ...reader, name: personText(reader, false) } : null;
}
