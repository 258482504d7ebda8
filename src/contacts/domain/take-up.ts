import type { ClockFacts } from './clock-state.js';

/**
 * What keeps a person from saying "I have it", in words for them; null if nothing does. An answer has to be owed.
 * @param clock null for a contact that came without any address
 * @example takeUpProblem(null) // 'This contact has no 72-hour clock, …'
 */
export function takeUpProblem(
  clock: Pick<ClockFacts, 'stoppedAt' | 'outOfScopeAt' | 'addressFailedAt'> | null,
): string | null {
  if (!clock) return 'This contact has no 72-hour clock, so there is no answer to take up.';
  if (clock.outOfScopeAt) {
    return 'This contact is out of scope. Bring it back first if it needs an answer after all.';
  }
  if (clock.stoppedAt) return 'This contact has been answered already, so there is nothing left to take up.';
  if (clock.addressFailedAt) {
    return 'No reply to this contact is possible, because its only address failed. There is nothing to take up.';
  }
  return null;
}
