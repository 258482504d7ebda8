import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditLog } from '../audit/audit-log.js';
import { nextAttemptAt } from '../mail/domain/back-off.js';
import { addToTimeline, lockClocks, withdrawAlerts } from './clock.query.js';
import { findContact } from './contact.query.js';
import type { ContactReader } from './contact-reader.js';
import { endsWithItsAddress } from './domain/clock-state.js';

const JOB = { kind: 'job', id: 'sender' } as const;

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
  const failedAt = await refusedAt(manager, forceId, contactId);
  const contact = failedAt && (await findContact(manager, forceId, { id: contactId }));
  const enquirer = contact && contacts.personalOf(contact)?.enquirer;
  // Erased meanwhile: nobody knows any more which other routes there were.
  if (!failedAt || !enquirer) return;
  const ending = clocks.filter((clock) => endsWithItsAddress(clock, enquirer));
  if (ending.length === 0) return;
  for (const { id } of ending) {
    await manager.query(
      `update clock set address_failed_at = $3, next_alert_at = null where force_id = $1 and id = $2`,
      [forceId, id, failedAt],
    );
    await withdrawAlerts(manager, forceId, id, 'address-failed', now);
  }
  const kind = 'address-failed';
  await addToTimeline(manager, forceId, { contactId, at: failedAt, recordedAt: now, kind, actor: JOB });
  await audit.record(manager, {
    forceId,
    at: now,
    actor: JOB,
    action: 'alter',
    subjectKind: 'contact',
    subjectId: contactId,
    detail: { kind },
  });
}

/**
 * When was an answer to this contact first refused for good? One that was given up after three days was not: no server
 * may have been asked at all, our own being away.
 */
async function refusedAt(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<DateTime | null> {
  const voided = (await manager.query(
    `select r.voided_at as "at", m.first_tried_at as "firstTriedAt", m.attempts
       from response r join outbox_mail m on m.force_id = r.force_id and m.id = r.mail_id
      where r.force_id = $1 and r.contact_id = $2 and r.voided_at is not null order by r.voided_at`,
    [forceId, contactId],
  )) as { at: DateTime; firstTriedAt: DateTime; attempts: number }[];
  const refused = voided.find(
    ({ at, firstTriedAt, attempts }) => nextAttemptAt(firstTriedAt, attempts, at, 0) !== null,
  );
  return refused?.at ?? null;
}
