import type { ContactReader } from '../contact-reader.js';
import type { ContactRow } from '../contact.query.js';
import type { RecourseRow } from './recourse.query.js';

/** One request for recourse as whoever may see the contact reads it. */
export interface RecourseRequest extends Omit<RecourseRow, 'askedSealed' | 'answerSealed'> {
  /** What the person said; null if nothing, or once it has been erased. */
  reason: string | null;
  /** What they were told. */
  answer: string | null;
  answeredByName: string | null;
}

/** What was asked and answered, opened with the contact's own key. */
export function openedRequests(
  contacts: ContactReader,
  contact: Pick<ContactRow, 'id' | 'wrappedKey'>,
  rows: readonly RecourseRow[],
  people: ReadonlyMap<string, string>,
): RecourseRequest[] {
  return rows.map(({ askedSealed, answerSealed, ...row }) => ({
    ...row,
    reason: contacts.textOf<{ reason: string }>(contact, row.id, askedSealed)?.reason ?? null,
    answer:
      (row.answerId && contacts.textOf<{ text: string }>(contact, row.answerId, answerSealed)?.text) || null,
    answeredByName: (row.answeredBy && people.get(row.answeredBy)) ?? null,
  }));
}

/** Is nobody's answer to it on its way or with the person? */
export const isUnanswered = ({ outcome }: Pick<RecourseRow, 'outcome'>): boolean => outcome === null;
