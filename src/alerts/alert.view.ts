import type { DateTime } from 'luxon';
import { formatInstant } from '../common/calendar.js';
import { HANDED_OVER } from '../contacts/domain/response-standard.js';
import { targetTimeText } from '../contacts/alert-wording.js';
import { timeLeft } from '../contacts/domain/time-left.js';
import type { AlertToTell } from './alert-mail.query.js';

/** More than this in one mail nobody reads; the list behind the link has all. */
const LISTED = 50;

export interface AlertMail {
  subject: string;
  /** Is it about one contact alone? */
  one: boolean;
  contacts: {
    reference: string;
    place: string;
    left: string;
    due: string;
    target?: string;
    notes: string[];
  }[];
  more: number;
}

/**
 * What an alert says: reference, place, time left, due time with its zone. "No member of the public's name or text in it."
 * @param waiting what waits for an answer, the least time left first; one at least
 * @param lateAfterMinutes an alert is late if it is sent more than so many minutes after it could be said
 */
export function alertMail(
  waiting: readonly AlertToTell[],
  { now, lateAfterMinutes }: { now: DateTime; lateAfterMinutes: number },
): AlertMail {
  return {
    subject: subjectOf(waiting, now),
    one: waiting.length === 1,
    contacts: waiting.slice(0, LISTED).map((alert) => ({
      reference: alert.reference,
      place: alert.neighbourhoodName,
      left: timeLeft(alert.dueAt, now),
      due: formatInstant(alert.dueAt),
      ...(alert.targetAt && { target: targetTimeText(alert.targetAt, now) }),
      notes: notesOn(alert, now, lateAfterMinutes),
    })),
    more: Math.max(0, waiting.length - LISTED),
  };
}

function subjectOf(waiting: readonly AlertToTell[], now: DateTime): string {
  const [first] = waiting;
  const handedOver = waiting.every(({ stage }) => stage === HANDED_OVER);
  if (first && waiting.length === 1) {
    const left = timeLeft(first.dueAt, now);
    return `${first.reference} ${first.neighbourhoodName}: ${handedOver ? `handed over to you, ${left}` : left}`;
  }
  if (handedOver) return `${waiting.length} contacts were handed over to you`;
  const overdue = waiting.filter(({ dueAt }) => now > dueAt).length;
  return `${waiting.length} contacts need an answer${overdue > 0 ? `, ${overdue} overdue` : ''}`;
}

/** What else is to be known, a sentence each. */
function notesOn(alert: AlertToTell, now: DateTime, lateAfterMinutes: number): string[] {
  const { stage, step, takenUp, handedFrom, plannedAt } = alert;
  const from = handedFrom === null ? 'It was handed over' : `It was handed over from ${handedFrom}`;
  return [
    ...(stage === HANDED_OVER ? [`${from}; the time to answer stays the same.`] : []),
    ...(step > 0 && !takenUp ? [alert.cameLate ? 'It came in late.' : 'Nobody has taken it up yet.'] : []),
    ...(isLate(alert, now, lateAfterMinutes) ? [`Planned for ${formatInstant(plannedAt)}, sent late.`] : []),
  ];
}

function isLate({ sayableAt, heldUntil }: AlertToTell, now: DateTime, lateAfterMinutes: number): boolean {
  const from = Math.max(sayableAt.toMillis(), heldUntil?.toMillis() ?? 0);
  return now.toMillis() - from > lateAfterMinutes * 60_000;
}
