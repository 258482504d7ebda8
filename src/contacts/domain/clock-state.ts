import type { DateTime } from 'luxon';

export const OUT_OF_SCOPE_REASONS = [
  'emergency',
  'crime',
  'complaint',
  'information-request',
  'wrong-force',
  'spam',
  'duplicate',
] as const;
export type OutOfScopeReason = (typeof OUT_OF_SCOPE_REASONS)[number];

export interface ClockFacts {
  startedAt: DateTime;
  dueAt: DateTime;
  stoppedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  outOfScopeConfirmedAt: DateTime | null;
}

export type ClockState = 'open' | 'overdue' | 'met' | 'answered-late' | 'out-of-scope';

/**
 * Is the clock out of the figures? Taking it out before due is enough; "after the due instant it stays missed,
 * unless a supervisor who did not hold it confirms".
 */
export function isOutOfScope(clock: ClockFacts): boolean {
  if (!clock.outOfScopeAt) return false;
  return clock.outOfScopeAt <= clock.dueAt || clock.outOfScopeConfirmedAt !== null;
}

/**
 * What the figures make of a clock at an instant. "A response at exactly the due instant is in time; one
 * millisecond later is late." A clock is overdue only once the due instant has passed.
 */
export function clockState(clock: ClockFacts, now: DateTime): ClockState {
  if (isOutOfScope(clock)) return 'out-of-scope';
  if (clock.stoppedAt) return clock.stoppedAt <= clock.dueAt ? 'met' : 'answered-late';
  return now > clock.dueAt ? 'overdue' : 'open';
}

/** Does the team still owe an answer? One taken out of scope waits for nobody, whatever the figures say. */
export function isWaiting(clock: Pick<ClockFacts, 'stoppedAt' | 'outOfScopeAt'>): boolean {
  return !clock.stoppedAt && !clock.outOfScopeAt;
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
