import { DateTime } from 'luxon';
import { formatShort } from '../../common/calendar.js';
import { skippedText, spanText, stageName, withdrawnText } from '../../contacts/alert-wording.js';
import { personText } from '../../registry/officer-wording.js';
import type { RaisedAlert, RaisedRecipient } from './raised-alerts.query.js';

export interface TagParams {
  text: string;
  classes: string;
}

/** The moment for which it is said, and from how many minutes on an alert counts as late. */
export interface Moment {
  now: DateTime;
  lateAfterMinutes: number;
}

/** What an alert was about: its stage, and whether the next rung was called. */
export function aboutText({ stage, step, occurrence, cameLate }: RaisedAlert): string {
  const name = stageName(stage);
  const again = occurrence > 1 && stage !== 'handed-over' ? `, time ${occurrence}` : '';
  const why = cameLate ? 'it came in late' : 'nobody had taken it up';
  const called = step > 0 ? `; ${why}, so the next rung was called` : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${again}${called}`;
}

/** What became of an alert: in words, never by colour alone. */
export function alertTags(alert: RaisedAlert, { now, lateAfterMinutes }: Moment): TagParams[] {
  const { recipients, supersededAt, withdrawnAt, dispatchedAt, waiting } = alert;
  if (withdrawnAt) return [tag('Withdrawn', 'grey')];
  if (supersededAt) return [tag('Not sent', 'grey')];
  const mails = recipients.filter(({ skipped }) => skipped === null);
  const [sent, dead, unended] = [mails.filter(isSent), mails.filter(isDead), mails.filter(isUnended)];
  const held = unended.filter((one) => isHeld(one, now));
  const unheard = waiting && !dispatchedAt && sent.length === 0 && unended.length === 0;
  const lateFrom = now.minus({ minutes: lateAfterMinutes });
  const overdue =
    waiting &&
    (unended.some((one) => sayableAt(alert, one) < lateFrom) || (unheard && alert.sayableAt < lateFrom));
  return [
    ...(sent.length > 0 ? [tag('Sent', 'green')] : []),
    ...(waiting && unended.length > held.length ? [tag('On its way', 'blue')] : []),
    ...(waiting && held.length > 0 ? [tag('Held', 'yellow')] : []),
    ...(dispatchedAt && mails.length === 0 ? [tag('Nobody new', 'grey')] : []),
    ...(unheard ? [tag('Nobody could be told yet', 'red')] : []),
    ...(dead.length > 0 ? [tag(`Failed for ${dead.length}`, 'red')] : []),
    ...(overdue || sent.some(({ lateAt }) => lateAt !== null) ? [tag('Late', 'orange')] : []),
  ];
}

/** A tag is so wide that longer texts than this need two lines. */
const ON_ONE_LINE = 15;
const tag = (text: string, colour: string): TagParams => ({
  text,
  classes: `govuk-tag--${colour}${text.length > ON_ONE_LINE ? '' : ' app-unbroken'}`,
});

/** Why nobody at all was told, as one line; null if there were recipients to speak of. */
export function untoldText(alert: RaisedAlert): string | null {
  if (alert.withdrawnAt) {
    return `${formatShort(alert.withdrawnAt)}: ${withdrawnText(alert.withdrawnReason)}`;
  }
  return alert.supersededAt ? 'A later alert of the same moment said more' : null;
}

/** Whom an alert told and when, and whom it passed over. */
export function recipientLines(alert: RaisedAlert, now: DateTime, showsWithheld: boolean): string[] {
  return alert.recipients.map((one) => `${whoText(one, showsWithheld)}: ${howText(alert, one, now)}`);
}

function whoText(one: RaisedRecipient, showsWithheld: boolean): string {
  return one.kind === 'mailbox' ? `Team mailbox of ${one.name}` : personText(one, showsWithheld);
}

function howText(alert: RaisedAlert, one: RaisedRecipient, now: DateTime): string {
  if (one.skipped !== null) return `not told, ${skippedText(one.skipped)}`;
  const why = one.lastError === null ? '' : ` (${one.lastError})`;
  if (one.sentAt !== null) {
    const sentAt = instant(one.sentAt);
    const late = one.lateAt === null ? '' : `, ${spanText(+sentAt - +sayableAt(alert, one))} late`;
    return `sent ${formatShort(sentAt)}${one.heldUntil === null ? '' : ', held by quiet hours until then'}${late}`;
  }
  if (one.deadAt !== null) return `could not be sent${why}`;
  if (one.withdrawnAt !== null || !alert.waiting || alert.withdrawnAt) return `not sent${why}`;
  if (isHeld(one, now)) return `held by quiet hours until ${formatShort(instant(one.heldUntil!))}`;
  const tries = one.attempts === 1 ? 'once' : `${one.attempts} times`;
  return one.attempts! > 0 ? `on its way, tried ${tries}${why}` : 'on its way';
}

const instant = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
const isSent = ({ sentAt }: RaisedRecipient): boolean => sentAt !== null;
const isDead = ({ deadAt }: RaisedRecipient): boolean => deadAt !== null;
const isUnended = ({ sentAt, deadAt, withdrawnAt }: RaisedRecipient): boolean =>
  sentAt === null && deadAt === null && withdrawnAt === null;
// Once a try has failed, what it waits for is the next one.
const isHeld = ({ heldUntil, attempts }: RaisedRecipient, now: DateTime): boolean =>
  attempts === 0 && heldUntil !== null && instant(heldUntil) > now;

/** From when on this recipient could be told: their quiet hours are not counted as late. */
function sayableAt(alert: RaisedAlert, { heldUntil, sayableAt: theirs }: RaisedRecipient): DateTime {
  const plannedAt = theirs === null ? alert.sayableAt : instant(theirs);
  return heldUntil === null ? plannedAt : DateTime.max(plannedAt, instant(heldUntil));
}
