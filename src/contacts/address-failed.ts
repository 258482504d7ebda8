import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditLog } from '../audit/audit-log.js';
import { addToTimeline, lockClocks } from './clock.query.js';
import { findContact } from './contact.query.js';
import type { ContactReader } from './contact-reader.js';
import { SENDER } from './disclosure.js';
import { endsWithItsAddress } from './domain/clock-state.js';
import type { Enquirer } from './personal/contact-vault.js';
import { withdrawAlerts } from './withdraw-alerts.js';

/**
 * "If there is no other route the clock ends as *no reply possible (address failed)*": if the person's mail server has
 * refused an answer for good, end what waits at the instant of that refusal, and let nobody be alerted to it any more.
 * A clock that ended so before keeps its instant, and the second time nothing happens.
 */
export async function endWithAddress(
  manager: EntityManager,
  { contacts, audit }: { contacts: ContactReader; audit: AuditLog },
  { forceId, contactId }: { forceId: string; contactId: string },
  now: DateTime,
): Promise<void> {
  const clocks = await lockClocks(manager, forceId, contactId);
  const refusals = await refusalsOf(manager, forceId, contactId);
  const contact = refusals.length > 0 && (await findContact(manager, forceId, { id: contactId }));
  const enquirer = contact && contacts.personalOf(contact)?.enquirer;
  // Erased meanwhile: nobody knows any more which other routes there were.
  if (!contact || !enquirer) return;
  const duplicates = await enquirersOfDuplicates(manager, contacts, forceId, contact.reference);
  const ending = clocks
    .filter((clock) => endsWithItsAddress(clock, enquirer, duplicates))
    // What was refused before they asked this was the answer to another question.
    .flatMap(({ id, startedAt, messageReceivedAt }) => {
      const failedAt = refusals.find(
        (at) => at >= startedAt || !messageReceivedAt || at >= messageReceivedAt,
      );
      return failedAt ? [{ id, failedAt }] : [];
    });
  if (ending.length === 0) return;
  for (const { id, failedAt } of ending) {
    await manager.query(
      `update clock set address_failed_at = $3, next_alert_at = null where force_id = $1 and id = $2`,
      [forceId, id, failedAt],
    );
    await withdrawAlerts(manager, forceId, id, 'address-failed', now);
  }
  const kind = 'address-failed';
  const at = DateTime.min(...ending.map(({ failedAt }) => failedAt))!;
  await addToTimeline(manager, forceId, { contactId, at, recordedAt: now, kind, actor: SENDER });
  await audit.record(manager, {
    forceId,
    at: now,
    actor: SENDER,
    action: 'alter',
    subjectKind: 'contact',
    subjectId: contactId,
    detail: { kind },
  });
}

/**
 * When did the address refuse an answer to this contact for good, first to last? One that was given up, or refused for what
 * it said or for who sent it, tells nothing about the address.
 */
async function refusalsOf(manager: EntityManager, forceId: string, contactId: string): Promise<DateTime[]> {
  const rows = (await manager.query(
    `select voided_at as at from response where force_id = $1 and contact_id = $2 and address_refused order by voided_at`,
    [forceId, contactId],
  )) as { at: DateTime }[];
  return rows.map(({ at }) => at);
}

/**
 * How else can the person be reached: what the contacts say that were taken out as the same person's same query? Their
 * deadline lives on in this one, and so do their addresses.
 */
async function enquirersOfDuplicates(
  manager: EntityManager,
  contacts: ContactReader,
  forceId: string,
  reference: string,
): Promise<Enquirer[]> {
  const rows = (await manager.query(
    `select k.contact_id as id from clock k
      where k.force_id = $1 and k.out_of_scope_at is not null and k.out_of_scope_reason = 'duplicate'
        and $2 = (select t.facts ->> 'duplicateOf' from timeline_entry t
                   where t.force_id = k.force_id and t.contact_id = k.contact_id and t.kind = 'out-of-scope'
                     and coalesce(t.facts ->> 'clock' = k.id::text, true)
                   order by t.id desc limit 1)`,
    [forceId, reference],
  )) as { id: string }[];
  const found = await Promise.all(rows.map(({ id }) => findContact(manager, forceId, { id })));
  return found.flatMap((contact) => (contact && contacts.personalOf(contact)?.enquirer) ?? []);
}
