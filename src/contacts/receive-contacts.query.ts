import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import type { ForceDatabase } from '../database/force-database.js';
import type { SealedAttachment } from './attachments/attachment.query.js';
import type { NewClock } from './new-clock.js';
import type { SealedContact, SearchDigests } from './personal/contact-vault.js';

export interface NewContact {
  contactId: string;
  reference: string;
  receivedAt: DateTime;
  neighbourhoodCode: string;
  /** The local day on which the neighbourhood must exist. */
  on: string;
  channel: string;
  statedAt: DateTime;
  reachable: boolean;
  personal: SealedContact;
  search: SearchDigests;
  clock: NewClock | null;
  clientId: string;
  key: string;
  bodyDigest: Buffer;
  /** The same by the previous master key, while it is being changed. */
  previousBodyDigest: Buffer | null;
  actor: Actor;
  requestId: string | undefined;
  acknowledge: boolean;
  /** Sent along; few contacts have any. */
  files: readonly SealedAttachment[];
}

export interface Stored {
  outcome: 'created' | 'repeated' | 'key-reused' | 'unknown-neighbourhood' | 'raced';
  contactId: string;
}

const PARAMETERS = Array.from({ length: 27 }, (_, index) => `$${index + 1}`).join(', ');
const RECEIVE = `select outcome, contact_id as "contactId" from receive_contacts(${PARAMETERS}) order by place`;

/**
 * Store these contacts of one force with everything that belongs to them: one statement, one commit, one round trip.
 * @returns an outcome for each, in order
 */
export async function receiveContacts(
  database: ForceDatabase,
  forceId: string,
  contacts: readonly NewContact[],
): Promise<Stored[]> {
  const values = valuesOf(forceId, contacts);
  return database.statement<Stored & Record<string, unknown>>('receive-contacts', RECEIVE, values);
}

/** The same for one contact, in a transaction that goes on: what was sent along belongs to it. */
export async function receiveContactWithin(
  manager: EntityManager,
  forceId: string,
  contact: NewContact,
): Promise<Stored> {
  const [stored] = await manager.query<Stored[]>(RECEIVE, valuesOf(forceId, [contact]));
  return stored!;
}

function valuesOf(forceId: string, contacts: readonly NewContact[]): unknown[] {
  const each = <T>(of: (contact: NewContact) => T): T[] => contacts.map(of);
  return [
    forceId,
    each((contact) => contact.receivedAt),
    each((contact) => contact.on),
    each((contact) => contact.contactId),
    each((contact) => contact.reference),
    each((contact) => contact.neighbourhoodCode),
    each((contact) => contact.channel),
    each((contact) => contact.statedAt),
    each((contact) => contact.reachable),
    each((contact) => contact.personal.masterKeyId),
    each((contact) => contact.personal.wrappedKey),
    each((contact) => contact.personal.sealed),
    each((contact) => contact.clock?.id ?? null),
    each((contact) => contact.clock?.dueAt ?? null),
    each((contact) => contact.clock?.standardVersion ?? null),
    each((contact) => contact.clock?.nextAlertAt ?? null),
    each((contact) => contact.clock?.targetAt ?? null),
    each((contact) => contact.clientId),
    each((contact) => contact.key),
    each((contact) => contact.bodyDigest),
    each((contact) => contact.actor.kind),
    each((contact) => contact.actor.id),
    each((contact) => contact.requestId ?? null),
    each((contact) => contact.acknowledge),
    each((contact) => contact.search.email),
    each((contact) => contact.search.telephone),
    each((contact) => contact.previousBodyDigest),
  ];
}
