import type { DateTime } from 'luxon';
import { formatInstant } from '../common/calendar.js';

const STAGES: Record<string, string> = {
  'due-in-24-hours': '24 hours left',
  'due-in-4-hours': '4 hours left',
  due: 'due now',
  overdue: 'overdue',
  'handed-over': 'handed over',
};

/** A stage as people say it; one of a force's own standard by its name: `day-gone` is `day gone`. */
export const stageName = (stage: string): string =>
  (Object.hasOwn(STAGES, stage) && STAGES[stage]) || stage.replaceAll('-', ' ');

const WITHDRAWN: Record<string, string> = {
  answered: 'answered before it was sent',
  'out of scope': 'taken out of scope before it was sent',
  'address-failed': 'no reply possible any more',
  transferred: 'handed over before it was sent',
  'standard-changed': 'the standard changed before it was sent',
  'start-corrected': 'the start was corrected before it was sent',
};

/** Why an alert was withdrawn. */
export const withdrawnText = (reason: string | null): string =>
  (reason !== null && Object.hasOwn(WITHDRAWN, reason) && WITHDRAWN[reason]) || (reason ?? 'no reason given');

const SKIPPED: Record<string, string> = {
  absent: 'absent',
  'no-address': 'no address',
  'not-in-service': 'not in service',
  'taken-up': 'somebody else has taken it up',
  'moved-on': 'answers for it no more',
  'heard-before': 'had heard already',
  unconfirmed: 'it ended while no server had confirmed the mail',
  'mail-failed': 'an earlier mail could not be sent',
  ...WITHDRAWN,
};

/** Why somebody who should have heard was passed over. What kind of absence it was is nobody's business. */
export const skippedText = (why: string): string => (Object.hasOwn(SKIPPED, why) && SKIPPED[why]) || why;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/**
 * A span of time in words, its two largest units, rounded down.
 * @example spanText(7_500_000) // "2 hours 5 minutes"
 */
export function spanText(ms: number): string {
  const first = UNITS.findIndex(([, unit]) => ms >= unit);
  if (first < 0) return 'less than a second';
  let rest = ms;
  const words = UNITS.slice(first, first + 2).flatMap(([name, unit]) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return words.join(' ');
}

/** The team's own time to answer, beside the due instant. */
export const targetTimeText = (targetAt: DateTime, now: DateTime): string =>
  `${formatInstant(targetAt)}${now > targetAt ? ', which has passed' : ''}`;
