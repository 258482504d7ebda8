import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';

/**
 * Take these contacts in hand, so that nobody answers or holds one while it is looked at again and erased: those that are
 * free. Whoever has one in hand keeps it, another instance that erases or a person who is just doing something about it,
 * and it is due again tomorrow.
 * @returns those that were free
 */
export async function takeInHand(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<string[]> {
  return taken(manager, forceId, ids, 'skip locked');
}

/**
 * The same, but all of them: who has one in hand is waited for, because somebody was told to erase them and must hear of each.
 * In the order of their ids, so that two who ask for the same contacts do not wait for each other.
 * @throws the database's error when that takes too long
 */
export async function waitForAll(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<string[]> {
  return taken(manager, forceId, ids, '');
}

async function taken(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
  others: 'skip locked' | '',
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `select id from contact where force_id = $1 and id = any($2::uuid[]) order by id for no key update ${others}`,
    [forceId, ids],
  );
  const found = rows.map(({ id }) => id);
  await manager.query(
    `select from clock where force_id = $1 and contact_id = any($2::uuid[]) order by contact_id, started_at for update`,
    [forceId, found],
  );
  return found;
}

/**
 * Forget who asked, what they wrote and what was written about it: every text and file, and with the contact's own key whatever a
 * backup still holds of them. Requests that were sent again with the same key are then refused instead of stored anew; the
 * keys of answers and messages go, because nothing is added to what is erased, and so does what mail servers said about mails
 * to the person. Times, codes and ids stay.
 */
const ERASE = `
with texts as (delete from contact_text where force_id = $1 and contact_id = any($2::uuid[])),
  files as (delete from contact_attachment_content where force_id = $1 and contact_id = any($2::uuid[])),
  keys as (delete from contact_personal where force_id = $1 and contact_id = any($2::uuid[])),
  requests as (
    update idempotency_key i set body_digest = '' from contact c
     where c.force_id = $1 and c.id = any($2::uuid[]) and i.force_id = $1 and i.contact_id = c.id and i.created_at = c.received_at),
  messages as (
    update contact_message set body_digest = '', client_key = null where force_id = $1 and contact_id = any($2::uuid[])),
  answers as (
    update response set client_key = null, void_reason = case when void_reason is not null then 'erased' end
     where force_id = $1 and contact_id = any($2::uuid[]) and num_nonnulls(client_key, void_reason) > 0),
  subjects as (
    select unnest($2::uuid[]) as id
    union select id from response where force_id = $1 and contact_id = any($2::uuid[])
    union select unnest(array[id, answer_id]) from recourse_request where force_id = $1 and contact_id = any($2::uuid[])
    union select id from clock where force_id = $1 and contact_id = any($2::uuid[])),
  mails as (
    update outbox_mail m set last_error = null,
           withdrawn_at = case when num_nonnulls(sent_at, dead_at, withdrawn_at) = 0 then $3 else withdrawn_at end
      from subjects s where m.force_id = $1 and m.subject_id = s.id and m.recipient_kind = 'enquirer' returning m.id),
  told as (
    insert into timeline_entry (force_id, contact_id, at, recorded_at, kind, actor_kind, actor_id, facts)
    select $1, id, $3, $3, 'erased', $4, $5, facts from unnest($2::uuid[], $6::jsonb[]) as e (id, facts))
select id from mails`;

/** @returns the mails that went to them or were about to */
export async function eraseContacts(
  manager: EntityManager,
  forceId: string,
  contacts: readonly { id: string; facts: Record<string, string> }[],
  actor: Actor,
  at: DateTime,
): Promise<string[]> {
  const ids = contacts.map(({ id }) => id);
  const facts = contacts.map((contact) => JSON.stringify(contact.facts));
  const mails = await manager.query<{ id: string }[]>(ERASE, [forceId, ids, at, actor.kind, actor.id, facts]);
  return mails.map(({ id }) => id);
}
