import type { DateTime } from 'luxon';

/** The ways an answer can reach a person. `email-from-here` is sent by this product, the others are recorded. */
export const RESPONSE_ROUTES = [
  'email-from-here',
  'email',
  'phone',
  'visit',
  'in-person',
  'letter',
  'social-media',
] as const;
export type ResponseRoute = (typeof RESPONSE_ROUTES)[number];

export interface ProposedResponse {
  route: ResponseRoute;
  /** When it reached the person; null for a message from here, which counts once the receiving server has it. */
  respondedAt: DateTime | null;
  text: string;
  nextSteps: string;
}

export type ResponseField = 'route' | 'respondedAt' | 'text' | 'nextSteps';
export interface ResponseProblem {
  field: ResponseField;
  message: string;
}

const AHEAD_MINUTES = 5;

/**
 * What keeps this from being a **meaningful** response: one "outlining the steps being taken to address these
 * issues", by a person of the force, by a route that reached the person.
 * @param contact when the person wrote, and whether an e-mail address is known
 */
export function responseProblems(
  proposed: ProposedResponse,
  contact: { startedAt: DateTime; hasEmail: boolean },
  now: DateTime,
): ResponseProblem[] {
  const problems: ResponseProblem[] = [];
  if (proposed.text.trim() === '') {
    problems.push({ field: 'text', message: 'Enter what you told the person' });
  }
  if (proposed.nextSteps.trim() === '') {
    problems.push({
      field: 'nextSteps',
      message: 'Enter what happens next; an answer without it does not stop the clock',
    });
  }
  if (proposed.route === 'email-from-here') {
    if (!contact.hasEmail) {
      problems.push({
        field: 'route',
        message: 'No e-mail address is known; telephone, visit or write, and record that',
      });
    }
    if (proposed.respondedAt) {
      problems.push({
        field: 'respondedAt',
        message: 'Leave out when: an e-mail from here counts when the receiving server accepts it',
      });
    }
  } else if (!proposed.respondedAt) {
    problems.push({ field: 'respondedAt', message: 'Enter when the answer reached the person' });
  } else if (proposed.respondedAt > now.plus({ minutes: AHEAD_MINUTES })) {
    problems.push({ field: 'respondedAt', message: 'The time of the answer must not be in the future' });
  } else if (proposed.respondedAt < contact.startedAt) {
    problems.push({
      field: 'respondedAt',
      message: 'The time of the answer must not be before the person wrote',
    });
  }
  return problems;
}

/**
 * Is this the answer that was kept, sent once more? Texts are kept without the blanks around them.
 * @param kept of a message from here without an instant, as it was proposed
 * @param toTheMinute the time was typed to the minute, and kept somewhere within it
 */
export function isSameAnswer(
  kept: ProposedResponse,
  { route, respondedAt, text, nextSteps }: ProposedResponse,
  toTheMinute = false,
): boolean {
  const keptAt = toTheMinute ? kept.respondedAt?.startOf('minute') : kept.respondedAt;
  return (
    route === kept.route &&
    keptAt?.toMillis() === respondedAt?.toMillis() &&
    text.trim() === kept.text &&
    nextSteps.trim() === kept.nextSteps
  );
}

/** An answer by when it happened, if it has, and by when that was written down. */
export interface GivenResponse {
  respondedAt: DateTime | null;
  recordedAt: DateTime;
  voidedAt: DateTime | null;
}

/**
 * The instant at which a clock stops: the first response that counts, whatever the order they were recorded in. Answers from
 * before the clock's start belong to an earlier query; one at the very start comes after the question and answers it.
 */
export function stopOf(
  startedAt: DateTime,
  responses: readonly GivenResponse[],
): { stoppedAt: DateTime; recordedAt: DateTime } | null {
  let first: { stoppedAt: DateTime; recordedAt: DateTime } | null = null;
  for (const { respondedAt, recordedAt, voidedAt } of responses) {
    if (!respondedAt || voidedAt || respondedAt < startedAt) continue;
    if (
      !first ||
      respondedAt < first.stoppedAt ||
      (+respondedAt === +first.stoppedAt && recordedAt < first.recordedAt)
    ) {
      first = { stoppedAt: respondedAt, recordedAt };
    }
  }
  return first;
}

/**
 * The same of a clock that has been kept since. Versions before this one put a message after an answer at its instant that was
 * written down before it: a question that was known then and waited on waits on, so that no figure moves of itself.
 * @param knownAt of a further question: when its clock was first known
 */
export function stopOfKept(
  {
    startedAt,
    stoppedAt,
    knownAt,
  }: { startedAt: DateTime; stoppedAt: DateTime | null; knownAt: DateTime | null },
  responses: readonly GivenResponse[],
): ReturnType<typeof stopOf> {
  if (!knownAt || stoppedAt?.toMillis() === startedAt.toMillis()) return stopOf(startedAt, responses);
  const wasPassedOver = ({ respondedAt, recordedAt }: GivenResponse): boolean =>
    respondedAt?.toMillis() === startedAt.toMillis() && recordedAt < knownAt;
  return stopOf(
    startedAt,
    responses.filter((response) => !wasPassedOver(response)),
  );
}
