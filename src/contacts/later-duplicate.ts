import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { DomainError } from '../common/errors.js';
import type { ContactRow } from './contact.query.js';
import type { ContactReader } from './contact-reader.js';
import { laterOfDuplicates } from './domain/duplicates.js';

/** Of two contacts that are one query, locked: which of the two goes, and of which it is the duplicate. */
export async function laterDuplicate(
  manager: EntityManager,
  contacts: ContactReader,
  caller: Principal,
  [reference, duplicateOf]: readonly [string, string | undefined],
  now: DateTime,
): Promise<{ contact: ContactRow; facts: Record<string, string> }> {
  if (!duplicateOf) {
    throw DomainError.field('duplicateOf', 'Enter the reference of the contact that asks the same');
  }
  await contacts.find(manager, caller, reference, now);
  const pair = await contacts
    .findLocked(manager, caller, [reference, duplicateOf], now)
    .catch((error: unknown) => {
      if (error instanceof DomainError && error.kind === 'not-found') {
        throw DomainError.field('duplicateOf', 'No contact of yours has this reference');
      }
      throw error;
    });
  const [one, other] = [pair[0]!, pair[1]!];
  const contact = laterOfDuplicates(one, other);
  if (typeof contact === 'string') throw DomainError.field('duplicateOf', contact);
  const stays = contact.id === one.id ? other : one;
  return { contact, facts: { reason: 'duplicate', duplicateOf: stays.reference } };
}
