import type { ContactReader } from '../contact-reader.js';
import type { ContactRow } from '../contact.query.js';
import type { CorrectionRow } from './start-corrections.query.js';

/** One correction as whoever may see the contact reads it. */
export interface StartCorrection extends Omit<CorrectionRow, 'sealed'> {
  /** Null once it has been erased. */
  reason: string | null;
}

/** What was corrected and why, opened with the contact's own key. */
export const openedCorrections = (
  contacts: ContactReader,
  contact: Pick<ContactRow, 'id' | 'wrappedKey'>,
  rows: readonly CorrectionRow[],
): StartCorrection[] =>
  rows.map(({ sealed, ...row }) => ({
    ...row,
    reason: contacts.textOf<{ reason: string }>(contact, row.id, sealed)?.reason ?? null,
  }));
