import { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import { skippedText, spanText, stageName, withdrawnText } from '../../contacts/alert-wording.js';
import { HANDED_OVER } from '../../contacts/domain/response-standard.js';
import type { ExplainedAlert, ExplainedEvent, ExplainedRecipient } from './explained.js';

/** What surrounds an alert: what its lateness counts from, and what its mails are called. */
export interface Surroundings {
  knownAt: DateTime;
  events: readonly ExplainedEvent[];
  messageDomain: string;
  now: DateTime;
}

/** What is said at a moment. @example momentText({ stage: 'overdue', occurrence: 2, step: 0 }) // "overdue, time 2" */
export function momentText({
  stage,
  occurrence,
  step,
}: Pick<ExplainedAlert, 'stage' | 'occurrence' | 'step'>): string {
  const again = occurrence > 1 && stage !== HANDED_OVER ? `, time ${occurrence}` : '';
  return `${stageName(stage)}${again}${step > 0 ? `, step ${step}: nobody has taken it up, so the next rung is called` : ''}`;
}

/** `officer 4711 (lead of S1)`. */
export function recipientText(label: string, roles: readonly string[]): string {
  return roles.length === 0 ? label : `${label} (${roles.join(', ')})`;
}

/** What became of an alert that was raised, and to whom it went. */
export function alertLines(
  alert: ExplainedAlert,
  all: readonly ExplainedAlert[],
  { knownAt, events, messageDomain, now }: Surroundings,
): string[] {
  const { plannedAt, raisedAt, supersededAt, withdrawnAt, recipients } = alert;
  if (supersededAt) return [supersededLine(alert, all)];
  const late = raisedAt.toMillis() - plannedAt.toMillis();
  const since = sayableSince(plannedAt, raisedAt, knownAt, events);
  return [
    `raised on ${formatInstant(raisedAt)}${late > 0 ? `, ${spanText(late)} after it was planned` : ''}${since}`,
    ...recipients.map((one) => recipientLine(one, plannedAt, messageDomain, now)),
    ...(alert.climbed > 0 ? [climbedText(alert.climbed)] : []),
    ...(withdrawnAt
      ? [`withdrawn on ${formatInstant(withdrawnAt)}: ${withdrawnText(alert.withdrawnReason)}`]
      : []),
    ...(!withdrawnAt && !alert.dispatchedAt ? ['nobody could be told yet: each sweep tries again'] : []),
  ];
}

const climbedText = (times: number): string =>
  `climbed ${times === 1 ? 'once' : `${times} times`}: a mail that could not be sent called the next in line`;

function supersededLine({ raisedAt, supersededAt }: ExplainedAlert, all: readonly ExplainedAlert[]): string {
  const later = all.findLast((one) => +one.raisedAt === +raisedAt && !one.supersededAt);
  const why = later ? `“${momentText(later)}” said more` : 'a later stage had come';
  return `superseded: it had gone by unsaid on ${formatInstant(supersededAt!)}, when ${why}`;
}

/** Why it could not be said when it was planned. */
function sayableSince(
  plannedAt: DateTime,
  raisedAt: DateTime,
  knownAt: DateTime,
  events: readonly ExplainedEvent[],
): string {
  const between = (at: DateTime): boolean => at > plannedAt && at <= raisedAt;
  const changed = events.findLast(({ kind, at }) => kind in SINCE && between(at));
  if (changed) return ` (${SINCE[changed.kind]} on ${formatInstant(changed.at)})`;
  return between(knownAt) ? ` (the contact reached us on ${formatInstant(knownAt)})` : '';
}

const SINCE: Record<string, string> = {
  'brought-back': 'it was brought back',
  'given-back': 'it was given back',
  'standard-changed': 'the standard changed',
  'start-corrected': 'the start was corrected',
};

function recipientLine(
  one: ExplainedRecipient,
  plannedAt: DateTime,
  messageDomain: string,
  now: DateTime,
): string {
  const who = recipientText(one.label, one.roles);
  if (one.skipped !== null) return `not told: ${who}, ${skippedText(one.skipped)}`;
  const sentAt = one.sentAt === null ? null : instant(one.sentAt);
  // Once a try has failed, what it waits for is the next one.
  const isHeld = one.heldUntil !== null && (sentAt !== null || one.attempts === 0);
  const tries = one.attempts === 1 ? '1 try' : `${one.attempts} tries`;
  const why = one.lastError === null ? '' : `: ${one.lastError}`;
  const facts: string[] = [];
  if (isHeld) facts.push(`held by quiet hours until ${formatInstant(instant(one.heldUntil!))}`);
  if (sentAt) {
    facts.push(`mail accepted on ${formatInstant(sentAt)}`, lateText(sentAt, plannedAt));
    if (one.attempts! > 1) facts.push(`after ${tries}`);
  } else if (one.deadAt !== null) {
    facts.push(`mail given up on ${formatInstant(instant(one.deadAt))} after ${tries}${why}`);
  } else if (one.withdrawnAt !== null) {
    facts.push(`mail withdrawn on ${formatInstant(instant(one.withdrawnAt))}${why}`);
  } else if (one.attempts! > 0) {
    facts.push(`mail not accepted after ${tries}${why}`, nextTry(one, now));
  } else if (!isHeld) {
    facts.push('mail on its way');
  }
  return `${sentAt ? 'told' : 'to tell'} ${who}: ${facts.join(', ')}; Message-ID <${one.mailId}@${messageDomain}>`;
}

const lateText = (at: DateTime, plannedAt: DateTime): string =>
  `${spanText(Math.max(0, at.toMillis() - plannedAt.toMillis()))} after it was planned`;

function nextTry({ notBefore }: ExplainedRecipient, now: DateTime): string {
  const at = instant(notBefore!);
  return at > now ? `next try on ${formatInstant(at)}` : 'tried again now';
}

const instant = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
