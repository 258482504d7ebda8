import type { DateTime } from 'luxon';
import type { ProposedResponse, ResponseProblem } from '../../domain/meaningful-response.js';

/** How a person asked: on the page that the link in their mail opens, or some other way, written down by staff. */
export const ASKED_BY = ['page', 'phone', 'in-person', 'email', 'letter', 'social-media'] as const;
export type AskedBy = (typeof ASKED_BY)[number];
export const ASKED_OF_STAFF = ['phone', 'in-person', 'email', 'letter', 'social-media'] as const;
export type AskedOfStaff = (typeof ASKED_OF_STAFF)[number];

/** What a supervisor found: was the person right to ask? */
export const OUTCOMES = ['upheld', 'partly-upheld', 'not-upheld'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One question of a contact, as far as it decides whether somebody may ask. */
export interface AskedClock {
  startedAt: DateTime;
  dueAt: DateTime;
  stoppedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  addressFailedAt: DateTime | null;
}

/** What there is to know of a contact before somebody may ask. */
export interface AskedAbout {
  statedAt: DateTime;
  /** None for a contact that came without any address: there is no deadline to wait for. */
  clocks: readonly AskedClock[];
}

/**
 * Is it too early to ask? "If this response time is not met", or the answer does not help: not while the team still has
 * time to answer everything that was asked by then. What was taken out of scope gets no answer, so nobody has to wait for
 * one; and who was answered once, or not in time, may ask whatever they have asked the team since.
 */
export function isTooEarly({ clocks }: Pick<AskedAbout, 'clocks'>, askedAt: DateTime): boolean {
  if (clocks.length === 0) return false;
  return !clocks.some(({ startedAt, dueAt, stoppedAt, outOfScopeAt, addressFailedAt }) => {
    const isDecided = [stoppedAt, outOfScopeAt, addressFailedAt].some((at) => at !== null && at <= askedAt);
    return isDecided || (startedAt <= askedAt && askedAt > dueAt);
  });
}

const AHEAD_MINUTES = 5;

/** What is wrong with the time at which somebody is said to have asked; null if nothing is. */
export function askedAtProblem(contact: AskedAbout, askedAt: DateTime, now: DateTime): string | null {
  if (askedAt > now.plus({ minutes: AHEAD_MINUTES })) return 'The time must not be in the future';
  if (askedAt < contact.statedAt) return 'The person cannot have asked before they first wrote';
  if (isTooEarly(contact, askedAt)) {
    return 'The team still had time to answer then; record a request once the deadline has passed';
  }
  return null;
}

/** An answer to a request: what the supervisor found, and what was done about it. */
export interface ProposedAnswer extends Pick<ProposedResponse, 'route' | 'respondedAt' | 'text'> {
  outcome: Outcome;
}

/** What keeps this from being an answer to the person. */
export function answerProblems(
  { route, respondedAt, text }: ProposedAnswer,
  request: { askedAt: DateTime; hasEmail: boolean },
  now: DateTime,
): ResponseProblem[] {
  const problems: ResponseProblem[] = [];
  const problem = (field: ResponseProblem['field'], message: string): void => {
    problems.push({ field, message });
  };
  if (text.trim() === '') problem('text', 'Enter what you found and what has been done');
  if (route === 'email-from-here') {
    if (!request.hasEmail) problem('route', 'No e-mail address is known; telephone, visit or write instead');
    if (respondedAt) problem('respondedAt', 'Leave out when: an e-mail from here counts when it is accepted');
  } else if (!respondedAt) problem('respondedAt', 'Enter when the person was told');
  else if (respondedAt > now.plus({ minutes: AHEAD_MINUTES })) {
    problem('respondedAt', 'The time must not be in the future');
  } else if (respondedAt < request.askedAt) {
    problem('respondedAt', 'The person cannot have been told before they asked');
  }
  return problems;
}

/** Why a person is not told by e-mail that their answer is overdue. */
export type NotTold = 'no-email' | 'no-reply-address' | 'address-refused' | 'erased';

/** Mailboxes that nobody reads. */
const NOBODY_READS = /^(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)([-_.+].*)?@/i;

/** Why can this person not be told? Null if they can. @param email undefined if they left none, null once erased */
export function notToldBecause(email: string | null | undefined, isRefused: boolean): NotTold | null {
  if (email === null) return 'erased';
  if (!email) return 'no-email';
  if (isRefused) return 'address-refused';
  return NOBODY_READS.test(email) ? 'no-reply-address' : null;
}
