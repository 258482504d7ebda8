import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { may } from '../../access/permissions.js';
import type { Principal } from '../../access/principal.js';
import type { ContactReader } from '../../contacts/contact-reader.js';
import { readsWithheldNames } from '../../registry/officer-wording.js';

/**
 * What somebody may see of the rows behind a figure, besides the figure's own facts. The local policing body and auditors
 * get "aggregates": neither a contact's reference nor an officer's name or number, no titles that people typed, and days
 * instead of times (`seenBy`). A key that pulls figures sees as little, unless it may read contacts or the registry as well.
 */
export interface RowReader {
  /** Whether contacts open for them at all; if not, they read days instead of times. */
  opensContacts: boolean;
  /** The neighbourhoods whose contacts do; null is all of the force's. */
  contactsOf: string[] | null;
  /** Whether officers are told apart and by name. */
  seesOfficers: boolean;
  /** Whether names withheld for safety are told too; otherwise such an officer is told by number. */
  seesWithheld: boolean;
}

export async function rowReaderOf(
  manager: EntityManager,
  contacts: ContactReader,
  caller: Principal,
  now: DateTime,
): Promise<RowReader> {
  const opensContacts = may(caller, 'contacts.read');
  const seesOfficers = may(caller, 'officers.read');
  return {
    opensContacts,
    contactsOf: opensContacts ? await contacts.areasOf(manager, caller, now) : [],
    seesOfficers,
    seesWithheld: seesOfficers && readsWithheldNames(caller),
  };
}
