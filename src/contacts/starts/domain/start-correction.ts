import type { DateTime } from 'luxon';
import { startProblem } from '../../domain/deadline.js';
import type { AlertedClock } from '../../domain/planned-alerts.js';
import type { ResponseStandard } from '../../domain/response-standard.js';

const HOUR_MS = 3_600_000;

/** A clock whose start was wrong. */
export interface ClockToCorrect {
  startedAt: DateTime;
  /** When its first answer reached the person. */
  stoppedAt: DateTime | null;
  /** Of a further question: when the one before it had ended, without which it would be none of its own. */
  askedAfter?: DateTime | null;
}

/**
 * What keeps this from being the true start; null if nothing does. Nobody wrote after their message had reached us, and
 * none was answered before it was sent.
 * @param receivedAt when this question reached us
 */
export function correctionProblem(
  { startedAt, stoppedAt, askedAfter = null }: ClockToCorrect,
  receivedAt: DateTime,
  toAt: DateTime,
  now: DateTime,
): string | null {
  const problem = startProblem(toAt, now);
  if (problem === 'in-the-future') return 'The time must not be in the future';
  if (problem === 'too-long-ago') return 'The time must be in the year 2000 or later';
  if (+toAt === +startedAt)
    return 'This is the start already; enter the time at which the person really wrote';
  if (toAt > receivedAt && toAt > startedAt) {
    return 'The person cannot have written after their message reached us';
  }
  if (askedAfter && toAt <= askedAfter) {
    return 'This was asked after the question before it was answered; enter a time after that';
  }
  if (stoppedAt && toAt > stoppedAt) return 'The person cannot have written after they were answered';
  return null;
}

/** Something that was said about a clock, by its stage and how often that had spoken. */
export interface Said {
  stage: string;
  occurrence: number;
}

/**
 * Of what was said while the start was wrong, what lies ahead now that it is right, and so is to be said anew when its time
 * has come. What lies behind was said and is not said again.
 * @param clock with its corrected deadline
 */
export function toSayAgain<T extends Said>(
  said: readonly T[],
  clock: Pick<AlertedClock, 'dueAt' | 'targetAt'>,
  standard: ResponseStandard,
  now: DateTime,
): T[] {
  return said.filter(({ stage, occurrence }) => {
    const ms = momentMs(clock, standard, stage, occurrence);
    return ms !== null && ms > now.toMillis();
  });
}

function momentMs(
  { dueAt, targetAt }: Pick<AlertedClock, 'dueAt' | 'targetAt'>,
  { rungs }: ResponseStandard,
  stage: string,
  occurrence: number,
): number | null {
  const rung = rungs.find((one) => one.stage === stage);
  if (!rung) return null;
  const { hoursFromDue, hoursFromTarget, repeatEveryHours = 0 } = rung;
  const from = hoursFromTarget === undefined ? dueAt : targetAt;
  const hours = (hoursFromTarget ?? hoursFromDue!) + (occurrence - 1) * repeatEveryHours;
  return from && from.toMillis() + Math.round(hours * HOUR_MS);
}
