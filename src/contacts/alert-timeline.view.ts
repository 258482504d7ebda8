import { DateTime } from 'luxon';
import { formatInstant, formatShort } from '../common/calendar.js';
import { unnamedOfficer } from '../registry/officer-wording.js';
import { renderTemplate } from '../web/templates.js';
import { skippedText, spanText, stageName, withdrawnText } from './alert-wording.js';
import { HANDED_OVER } from './domain/response-standard.js';

/** Somebody an alert went to, or who was passed over; instants as ISO texts. */
export interface AlertRecipient {
  kind: string;
  /** Null if the name is withheld; then there is the number. */
  name: string | null;
  number: string | null;
  skipped: string | null;
  heldUntil: string | null;
  sentAt: string | null;
  /** When they were told, if that was late. */
  lateAt: string | null;
  /** When it was planned, or from when on it could be said. */
  sayableAt: string;
  deadAt: string | null;
  withdrawnAt: string | null;
}

/** What an alert said, in the words of the timeline. */
export function alertLabel(facts: Readonly<Record<string, string>>): string {
  const { stage = '', state = '', step = '0', mails = '0' } = facts;
  const how = HOW[state]?.(facts) ?? (mails === '1' ? '1 mail' : `${mails} mails`);
  if (stage === HANDED_OVER) return `Team told that it was handed over (${how})`;
  const why = facts['cameLate'] ? 'it came in late' : 'nobody had taken it up';
  if (step !== '0') return `Next rung called: ${why}, ${stageName(stage)} (${how})`;
  return `Team alerted: ${stageName(stage)} (${how})`;
}

const HOW: Record<string, (facts: Readonly<Record<string, string>>) => string> = {
  superseded: () => 'not sent, because a later alert says more',
  withdrawn: ({ withdrawn = null }) => `withdrawn, ${withdrawnText(withdrawn)}`,
  'on its way': () => 'on its way',
  failed: () => 'could not be sent',
  'nobody new': () => 'everybody had heard already or could not',
};

/** To whom it went and when, and who was passed over, as HTML; empty if there is nothing to say. */
export function alertRecipients(
  facts: Readonly<Record<string, string>>,
  recipients: readonly AlertRecipient[],
  now: DateTime,
): string {
  const lines = recipients.map((one) => `${nameOf(one)}: ${howText(one, facts, now)}`);
  const { climbed = '0' } = facts;
  if (climbed !== '0') lines.push('A mail could not be sent, so the next in line was told');
  return lines.length === 0 ? '' : renderTemplate('partials/timeline-alert', { lines });
}

function nameOf({ kind, name, number }: AlertRecipient): string {
  if (kind === 'mailbox') return `Team mailbox of ${name}`;
  return name ?? unnamedOfficer(number ?? '');
}

function howText(one: AlertRecipient, facts: Readonly<Record<string, string>>, now: DateTime): string {
  if (one.skipped !== null) return `not told, ${skippedText(one.skipped)}`;
  const held = one.heldUntil === null ? null : instant(one.heldUntil);
  if (one.sentAt !== null) {
    const from = Math.max(Date.parse(one.sayableAt), held?.toMillis() ?? 0);
    const late = one.lateAt === null ? '' : `, ${spanText(Date.parse(one.sentAt) - from)} late`;
    return `told ${formatShort(instant(one.sentAt))}${held ? ', held by quiet hours until then' : ''}${late}`;
  }
  if (one.deadAt !== null) return 'the mail could not be sent';
  if (one.withdrawnAt !== null || facts['state'] === 'withdrawn') return 'not sent';
  return held && held > now ? `held by quiet hours until ${formatShort(held)}` : 'on its way';
}

/** Which version speaks for it now, and what that made of its target. */
export function standardLabel(facts: Readonly<Record<string, string>>): string {
  const { from = '', to = '', targetWas, targetIs } = facts;
  const [was, is] = [targetWas, targetIs].map((iso) =>
    iso === undefined ? null : formatInstant(instant(iso)),
  );
  const target =
    was === is
      ? ''
      : is === null
        ? '; no target any more'
        : `; target ${is}${was === null ? '' : `, was ${was}`}`;
  return `Put under version ${to} of the response standard, was ${from}${target}`;
}

const instant = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
