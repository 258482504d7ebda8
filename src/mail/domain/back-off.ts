import type { DateTime } from 'luxon';

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 300;
/** A mail server that was away for a long weekend is caught up with; RFC 5321 §4.5.4.1 asks relays for days, too. */
const GIVE_UP_DAYS = 3;

/**
 * When to try again after a failure that may pass: doubling from 5 seconds, capped at 5 minutes, spread by up to half
 * so that many mails do not return at once. Null once it has been tried for three days.
 * @param firstTriedAt when it was first tried: waiting for a server to be configured is no try
 * @param attempts how often it was tried, 1 after the first
 * @param spread 0 to 1, random
 */
export function nextAttemptAt(
  firstTriedAt: DateTime,
  attempts: number,
  now: DateTime,
  spread: number,
): DateTime | null {
  if (now >= firstTriedAt.plus({ days: GIVE_UP_DAYS })) return null;
  const seconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempts - 1, 10));
  return now.plus({ milliseconds: Math.round(seconds * 1000 * (1 - spread / 2)) });
}
