import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface PersonsContact {
  id: string;
  reference: string;
  receivedAt: DateTime;
  byEmail: boolean;
  byTelephone: boolean;
}

/** Under which contacts does one of these digests of an e-mail address or a telephone number stand? The latest first. */
export async function contactsOfPerson(
  manager: EntityManager,
  forceId: string,
  { email, telephone }: { email: readonly Buffer[]; telephone: readonly Buffer[] },
  limit: number,
): Promise<PersonsContact[]> {
  return manager.query(
    `select c.id, c.reference, c.received_at as "receivedAt",
            coalesce(p.email_digest = any($2::bytea[]), false) as "byEmail",
            coalesce(p.telephone_digest = any($3::bytea[]), false) as "byTelephone"
       from contact_personal p join contact c on c.force_id = p.force_id and c.id = p.contact_id
      where p.force_id = $1 and (p.email_digest = any($2::bytea[]) or p.telephone_digest = any($3::bytea[]))
      order by c.received_at desc, c.id limit $4`,
    [forceId, email, telephone, limit],
  );
}

/** Are there contacts that cannot be found yet, because the job that makes them searchable has not come to them? */
export async function someAreUnsearchable(manager: EntityManager, forceId: string): Promise<boolean> {
  const [found] = await manager.query<{ are: boolean }[]>(
    `select exists (select from contact_personal where force_id = $1 and not searchable) as are`,
    [forceId],
  );
  return found!.are;
}

/** When was this person written to about a contact, and by which kind of mail? */
export async function mailsToPerson(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<{ template: string; sentAt: DateTime }[]> {
  return manager.query(
    `select template, sent_at as "sentAt" from outbox_mail
      where force_id = $1 and recipient_kind = 'enquirer' and recipient_id = $2 and sent_at is not null
        and subject_id in (select $2::uuid union select id from response where force_id = $1 and contact_id = $2
          union select unnest(array[id, answer_id]) from recourse_request where force_id = $1 and contact_id = $2
          union select id from clock where force_id = $1 and contact_id = $2)
      order by sent_at`,
    [forceId, contactId],
  );
}
