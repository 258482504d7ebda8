import type { EntityManager } from 'typeorm';
import { DomainError } from '../../common/errors.js';
import type { ContactRow } from '../contact.query.js';
import { clocksOf, type QuestionClock } from './questions.query.js';

/**
 * A contact as it is of one of its questions: of the one that is named; else of the one that is shown, if it is such, and
 * else of the last that is.
 * @param question from 1, first to last
 * @throws DomainError invalid if it has no such question
 */
export async function contactOfQuestion(
  manager: EntityManager,
  forceId: string,
  contact: ContactRow,
  question: number | undefined,
  isSuch: (clock: Pick<QuestionClock, 'outOfScopeAt' | 'outOfScopeConfirmedAt'>) => boolean = () => true,
): Promise<ContactRow> {
  if (question === undefined && isSuch(contact)) return contact;
  const clocks = await clocksOf(manager, forceId, contact.id);
  if (question === undefined) return { ...contact, ...clocks.findLast(isSuch) };
  const clock = clocks.find((each) => each.question === question);
  if (!clock) throw DomainError.field('question', `${contact.reference} has no question ${question}`);
  return { ...contact, ...clock };
}

/** Of a contact with several questions: which of them a deed was about. */
export const clockFact = ({ clockId, questions }: ContactRow): { clock: string } | undefined =>
  clockId && questions > 1 ? { clock: clockId } : undefined;
