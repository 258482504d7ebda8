import type { DateTime } from 'luxon';

/**
 * Time left or gone by, in the words of the mails and pages: whole units, rounded towards now, so that nobody is told
 * of more time than there is.
 * @example timeLeft(due, due.minus({ hours: 4 })) // "4 hours left"
 * @example timeLeft(due, due.plus({ minutes: 61 })) // "1 hour overdue"
 */
export function timeLeft(dueAt: DateTime, now: DateTime): string {
  const minutes = Math.floor(Math.abs(dueAt.toMillis() - now.toMillis()) / 60_000);
  if (now > dueAt) return minutes === 0 ? 'overdue' : `${inWords(minutes)} overdue`;
  return minutes === 0 ? 'due now' : `${inWords(minutes)} left`;
}

function inWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours >= 72) return count(Math.floor(hours / 24), 'day');
  if (hours >= 10 || (hours > 0 && minutes % 60 === 0)) return count(hours, 'hour');
  if (hours > 0) return `${count(hours, 'hour')} ${count(minutes % 60, 'minute')}`;
  return count(minutes, 'minute');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
