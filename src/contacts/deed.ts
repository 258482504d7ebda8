import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor, AuditAction, AuditLog } from '../audit/audit-log.js';
import { addToTimeline } from './clock.query.js';
import { actorOf } from './contact-reader.js';

/** Something that somebody did to a contact. */
export interface Deed {
  contactId: string;
  kind: string;
  /** Ids and codes only. */
  facts?: Record<string, string> | undefined;
  /** What was said with it, kept sealed under this id. */
  textId?: string | undefined;
  requestId: string | undefined;
  /** What the audit calls it; else that the contact was altered. */
  action?: AuditAction;
}

/**
 * Write it down where the team sees it and where it stays for good: on the timeline and in the audit.
 * @param at when it happened, if that is kept a hair later than now
 */
export async function writeDeed(
  manager: EntityManager,
  audit: AuditLog,
  caller: Actor & { forceId: string },
  { contactId, kind, facts, textId, requestId, action = 'alter' }: Deed,
  now: DateTime,
  at = now,
): Promise<void> {
  const { forceId } = caller;
  const actor = actorOf(caller);
  await addToTimeline(manager, forceId, {
    contactId,
    at,
    recordedAt: now,
    kind,
    actor,
    ...(facts && { facts }),
    ...(textId && { textId }),
  });
  await audit.record(manager, {
    forceId,
    at: now,
    actor,
    action,
    subjectKind: 'contact',
    subjectId: contactId,
    requestId,
    detail: { kind, ...facts },
  });
}
