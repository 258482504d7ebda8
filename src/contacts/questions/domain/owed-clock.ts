import type { DateTime } from 'luxon';
import { type GivenResponse, stopOf } from '../../domain/meaningful-response.js';

/** What the person wrote or said after their first message. */
export interface FurtherMessage {
  id: string;
  statedAt: DateTime;
  receivedAt: DateTime;
  /** Did whoever wrote it down decide that it asks nothing new? */
  noQuestion: boolean;
}

/** A clock that a message may belong to. */
export interface EarlierClock {
  startedAt: DateTime;
  stoppedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  outOfScopeReason: string | null;
  addressFailedAt: DateTime | null;
}

/** The reason by which a person decides that a message asked nothing new. */
export const NO_QUESTION = 'no-question';

/**
 * Had this query ended when the message was sent? At the same instant the message comes before the answer, whichever was
 * written down first, so it is answered by it. What was found to be no question never was one, and a message belongs to none.
 */
function hadEnded(clock: EarlierClock, statedAt: DateTime): boolean {
  const { stoppedAt, outOfScopeAt, outOfScopeReason, addressFailedAt } = clock;
  if (outOfScopeAt && (outOfScopeReason === NO_QUESTION || outOfScopeAt <= statedAt)) return true;
  if (addressFailedAt && addressFailedAt <= statedAt) return true;
  return stoppedAt !== null && stoppedAt < statedAt;
}

/**
 * When does the clock start that this message begins; null if it begins none? "A new question from the same person on the
 * same contact after a response starts a new clock on it … Undecided counts as a clock." What is said while a query waits
 * belongs to that query, and is measured from it. A contact that nobody can answer has no clock, and none for what follows.
 * @example owedStart(message, [{ …, stoppedAt: message.statedAt.minus({ hours: 1 }) }]) // message.statedAt
 */
export function owedStart(
  { statedAt }: Pick<FurtherMessage, 'statedAt'>,
  clocks: readonly EarlierClock[],
): DateTime | null {
  const begun = clocks.filter(({ startedAt }) => startedAt <= statedAt);
  if (begun.length === 0 || begun.some((clock) => !hadEnded(clock, statedAt))) return null;
  // No two clocks of a contact start at one instant, also if one of them was taken out at it or asked nothing new.
  let startedAt = statedAt;
  for (;;) {
    const same = clocks.find((clock) => +clock.startedAt === +startedAt);
    if (!same) return startedAt;
    if (!hadEnded(same, startedAt)) return null;
    startedAt = startedAt.plus({ milliseconds: 1 });
  }
}

/**
 * Which of these messages, of which none has a clock, are owed one as clocks and answers stand now? Asked again whenever an
 * answer was written down: one from before a message that was taken for the same query makes it a question of its own.
 * Whatever was started stays.
 */
export function owedStarts(
  messages: readonly FurtherMessage[],
  clocks: readonly EarlierClock[],
  responses: readonly GivenResponse[],
): { message: FurtherMessage; startedAt: DateTime }[] {
  const known = [...clocks];
  const owed: { message: FurtherMessage; startedAt: DateTime }[] = [];
  for (const message of [...messages].sort(
    (one, other) => +one.statedAt - +other.statedAt || +one.receivedAt - +other.receivedAt,
  )) {
    const startedAt = owedStart(message, known);
    if (!startedAt) continue;
    owed.push({ message, startedAt });
    known.push({
      startedAt,
      stoppedAt: stopOf(startedAt, responses)?.stoppedAt ?? null,
      outOfScopeAt: message.noQuestion ? message.receivedAt : null,
      outOfScopeReason: message.noQuestion ? NO_QUESTION : null,
      addressFailedAt: null,
    });
  }
  return owed;
}

/**
 * What keeps a person from deciding that the query of this clock was no question, in words for them; null if nothing does.
 * "A person may decide within the first look that it is none": of what came after an answer, and until it is answered.
 */
export function noQuestionProblem(clock: {
  messageId: string | null;
  stoppedAt: DateTime | null;
}): string | null {
  if (!clock.messageId) {
    return 'Only what a person wrote after an answer can be found to ask nothing new; choose another reason';
  }
  if (clock.stoppedAt) return 'This has been answered already, so it was a question; choose another reason';
  return null;
}
