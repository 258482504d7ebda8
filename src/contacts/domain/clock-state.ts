import type { DateTime } from 'luxon';

export const OUT_OF_SCOPE_REASONS = [
  'emergency',
  'crime',
  'complaint',
  'information-request',
  'wrong-force',
  'spam',
  'duplicate',
  // Of what a person wrote after an answer: "a person may decide within the first look that it is none (a thank-you)".
  'no-question',
] as const;
export type OutOfScopeReason = (typeof OUT_OF_SCOPE_REASONS)[number];

export interface ClockFacts {
  startedAt: DateTime;
  dueAt: DateTime;
  stoppedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  outOfScopeConfirmedAt: DateTime | null;
  /** When the only address of the person refused an answer for good. */
  addressFailedAt: DateTime | null;
}

export type ClockState = 'open' | 'overdue' | 'met' | 'answered-late' | 'out-of-scope' | 'no-reply-possible';

/**
 * Is the clock out of the figures? Taking it out before due is enough; "after the due instant it stays missed,
 * unless a supervisor who did not hold it confirms".
 */
export function isOutOfScope(clock: ClockFacts): boolean {
  if (!clock.outOfScopeAt) return false;
  return clock.outOfScopeAt <= clock.dueAt || clock.outOfScopeConfirmedAt !== null;
}

/**
 * Did the clock end as "no reply possible (address failed)"? Only if the address failed by the due instant: a clock
 * that was missed before stays missed. An answer that reached the person all the same counts as any other.
 */
export function isAddressFailed(clock: ClockFacts): boolean {
  if (!clock.addressFailedAt || clock.stoppedAt || isOutOfScope(clock)) return false;
  return clock.addressFailedAt <= clock.dueAt;
}

/**
 * What the figures make of a clock at an instant. "A response at exactly the due instant is in time; one
 * millisecond later is late." A clock is overdue only once the due instant has passed.
 */
export function clockState(clock: ClockFacts, now: DateTime): ClockState {
  if (isOutOfScope(clock)) return 'out-of-scope';
  if (clock.stoppedAt) return clock.stoppedAt <= clock.dueAt ? 'met' : 'answered-late';
  if (isAddressFailed(clock)) return 'no-reply-possible';
  return now > clock.dueAt ? 'overdue' : 'open';
}

/**
 * Does the team still owe an answer? One taken out of scope waits for nobody, whatever the figures say, and one whose
 * only address failed can be given none.
 */
export function isWaiting(
  clock: Pick<ClockFacts, 'stoppedAt' | 'outOfScopeAt' | 'addressFailedAt'>,
): boolean {
  return !clock.stoppedAt && !clock.outOfScopeAt && !clock.addressFailedAt;
}

/** The addresses a person left, as far as an answer can go there. */
interface Addresses {
  email?: string | undefined;
  telephone?: string | undefined;
  address?: string | undefined;
}

/**
 * Does this clock end now that the person's e-mail address has refused an answer for good? "If there is no other route
 * the clock ends as *no reply possible (address failed)*": with a telephone or a postal address it runs on, and so it
 * does if a duplicate that was taken out in its favour left one, or another e-mail address.
 * @example endsWithItsAddress(clock, { email: 'gone@people.example' }) // true while the clock waits
 */
export function endsWithItsAddress(
  clock: Pick<ClockFacts, 'stoppedAt' | 'outOfScopeAt' | 'addressFailedAt'>,
  enquirer: Addresses,
  duplicates: readonly Addresses[] = [],
): boolean {
  const otherwise = [enquirer, ...duplicates].some(
    ({ email, telephone, address }) =>
      Boolean(telephone?.trim()) ||
      Boolean(address?.trim()) ||
      (email !== undefined && email.toLowerCase() !== enquirer.email?.toLowerCase()),
  );
  return isWaiting(clock) && !otherwise;
}

/** Was a response written down after due that had happened in time? It counts, and the report lists it. */
export function isLateEntry(clock: ClockFacts & { stoppedRecordedAt: DateTime | null }): boolean {
  return (
    clock.stoppedAt !== null &&
    clock.stoppedRecordedAt !== null &&
    clock.stoppedAt <= clock.dueAt &&
    clock.stoppedRecordedAt > clock.dueAt
  );
}
