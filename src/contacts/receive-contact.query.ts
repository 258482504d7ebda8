import type { DateTime } from 'luxon';
import type { ForceDatabase } from '../database/force-database.js';
import type { Actor } from '../audit/audit-log.js';
import type { SealedContact } from './personal/contact-vault.js';

export interface NewContact {
  forceId: string;
  contactId: string;
  reference: string;
  neighbourhoodCode: string;
  /** The local day on which the neighbourhood must exist. */
  on: string;
  channel: string;
  statedAt: DateTime;
  receivedAt: DateTime;
  reachable: boolean;
  personal: SealedContact;
  clock: { id: string; startedAt: DateTime; dueAt: DateTime; standardVersion: string; nextAlertAt: DateTime | null } | null;
  clientId: string;
  key: string;
  bodyDigest: Buffer;
  actor: Actor;
  requestId: string | undefined;
  acknowledge: boolean;
}

export type IntakeOutcome = { outcome: 'created' | 'repeated' | 'key-reused'; contactId: string };

const PARAMETERS = Array.from({ length: 24 }, (_, index) => `$${index + 1}`).join(', ');
const RECEIVE = `select outcome, contact_id as "contactId" from receive_contact(${PARAMETERS})`;

/** Store one contact with everything that belongs to it: one statement, one commit, one round trip. */
export async function receiveContact(database: ForceDatabase, contact: NewContact): Promise<IntakeOutcome> {
  const { personal, clock } = contact;
  const [row] = await database.statement<IntakeOutcome>('receive-contact', RECEIVE, [
    contact.forceId,
    contact.contactId,
    contact.reference,
    contact.neighbourhoodCode,
    contact.on,
    contact.channel,
    contact.statedAt,
    contact.receivedAt,
    contact.reachable,
    personal.masterKeyId,
    personal.wrappedKey,
    personal.sealed,
    clock?.id ?? null,
    clock?.startedAt ?? null,
    clock?.dueAt ?? null,
    clock?.standardVersion ?? null,
    clock?.nextAlertAt ?? null,
    contact.clientId,
    contact.key,
    contact.bodyDigest,
    contact.actor.kind,
    contact.actor.id,
    contact.requestId ?? null,
    contact.acknowledge,
  ]);
  return row!;
}
