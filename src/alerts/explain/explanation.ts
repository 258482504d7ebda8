import type { DateTime } from 'luxon';
import { formatDay, formatInstant } from '../../common/calendar.js';
import { skippedText } from '../../contacts/alert-wording.js';
import { clockState, type ClockState } from '../../contacts/domain/clock-state.js';
import { plannedMoments } from './domain/planned-moments.js';
import type { ExplainedClock, ExplainedContact } from './explained.js';
import { alertLines, momentText, recipientText } from './told-lines.js';
import { endOf, unraisedText } from './unraised.js';

const STATES: Record<ClockState, string> = {
  open: 'waits for an answer',
  overdue: 'overdue, waits for an answer',
  met: 'answered in time',
  'answered-late': 'answered late',
  'out-of-scope': 'out of scope',
  'no-reply-possible': 'no reply possible, the address failed',
};

/**
 * Why each alert about a contact was or was not sent, as lines: what is planned, what was raised and what became of it,
 * what people did between, and what comes next.
 * @param messageDomain what stands behind the @ of our Message-IDs
 */
export function explanationLines(
  { reference, name, code, clocks }: ExplainedContact,
  messageDomain: string,
  now: DateTime,
): string[] {
  const heading = `${reference}, with ${name} (${code})`;
  if (clocks.length === 0)
    return [heading, '  No 72-hour clock: no reply is possible without an address, so nobody is alerted.'];
  return clocks.flatMap((clock, index) => [
    clocks.length > 1 ? `${heading}, clock ${index + 1} of ${clocks.length}` : heading,
    ...clockLines(clock, now),
    '',
    ...whatHappened(clock, messageDomain, now),
    'What comes next',
    ...nextLines(clock, now).map((line) => `  ${line}`),
  ]);
}

function clockLines(clock: ExplainedClock, now: DateTime): string[] {
  const { standard, standardVersion } = clock;
  const lost =
    standard.version === standardVersion
      ? ''
      : `, which the file has lost: ${standard.version} speaks for it`;
  const state = STATES[clockState(clock, now)];
  const ended = endOf(clock);
  const lines = {
    started: formatInstant(clock.startedAt),
    due: formatInstant(clock.dueAt),
    target: clock.targetAt ? formatInstant(clock.targetAt) : 'none but the 72 hours',
    standard: `version ${standardVersion}${lost}, in force from ${formatDay(standard.inForceFrom)}`,
    state: ended ? `${state}, on ${formatInstant(ended)}` : state,
    ...(clock.takenUpAt && { 'taken up': `on ${formatInstant(clock.takenUpAt)} by ${clock.takenUpBy}` }),
  };
  return Object.entries(lines).map(([what, text]) => `  ${what.padEnd(10)}${text}`);
}

const EVENTS: Record<string, (facts: Record<string, string>) => string> = {
  'taken-up': () => 'taken up',
  'given-back': () => 'given back',
  'handed-over': ({ from, to }) => `handed over from ${from} to ${to}`,
  'out-of-scope': ({ reason }) => `taken out of scope (${reason})`,
  'brought-back': () => 'brought back with its original deadline',
  'standard-changed': ({ from, to }) => `put under version ${to} of the standard (was ${from})`,
  'start-corrected': ({ from, to }) => `start corrected from ${from} to ${to}`,
  'address-failed': () => 'the only address failed',
  'question-received': () => 'asked after an answer: a question of its own',
  'question-started': () => 'counts as a question of its own: an answer came before it',
  response: () => 'answered',
  'response-sending': () => 'answer written, not accepted yet',
  'response-accepted': () => 'answer accepted by the person’s mail server',
  'response-refused': () => 'answer refused by the person’s mail server',
};

interface Entry {
  at: DateTime;
  heading: string;
  lines: string[];
}

/** Planned, raised and done, in the order of time. */
function whatHappened(clock: ExplainedClock, messageDomain: string, now: DateTime): string[] {
  const { alerts, events, knownAt } = clock;
  const keyOf = (one: { stage: string; occurrence: number; step: number }): string =>
    `${one.stage} ${one.occurrence} ${one.step}`;
  const raised = new Set(alerts.map(keyOf));
  const until = [now, endOf(clock) ?? now].sort((one, other) => +one - +other)[0]!;
  const planned = plannedMoments(clock, clock.standard, until).filter((moment) => !raised.has(keyOf(moment)));
  // At one instant what somebody did comes before what was said of it.
  const entries: Entry[] = [
    ...events.flatMap(({ at, kind, facts, by }): Entry[] =>
      Object.hasOwn(EVENTS, kind)
        ? [{ at, heading: `${EVENTS[kind]!(facts ?? {})} (by ${by})`, lines: [] }]
        : [],
    ),
    ...alerts.map((alert): Entry => ({
      at: alert.plannedAt,
      heading: momentText(alert),
      lines: alertLines(alert, alerts, { knownAt, events, messageDomain, now }),
    })),
    ...planned.map((moment): Entry => ({
      at: moment.plannedAt,
      heading: momentText(moment),
      lines: [unraisedText(moment, clock, now)],
    })),
  ];
  return entries
    .sort((one, other) => one.at.toMillis() - other.at.toMillis())
    .flatMap(({ at, heading, lines }) => [
      `${formatInstant(at)}: ${heading}`,
      ...lines.map((line) => `  ${line}`),
      '',
    ]);
}

function nextLines(clock: ExplainedClock, now: DateTime): string[] {
  const { next, isHistory, nextAlertAt } = clock;
  if (endOf(clock)) return ['Nothing: no answer is owed any more.'];
  if (isHistory) return ['Nothing: it was due before alerts began, and history is told to nobody.'];
  if (!next || !nextAlertAt) return ['Nothing: no rung lies ahead.'];
  const { planned, heard } = next;
  const when = nextAlertAt <= now ? 'At the next sweep' : formatInstant(nextAlertAt);
  const unless = planned.step > 0 ? ', unless somebody takes it up before' : '';
  return [
    `${when}: ${momentText(planned)}${unless}`,
    ...heard.told.map((one) => `would tell ${recipientText(one.label, [one.who])}`),
    ...heard.skipped.map(
      (one) => `would pass over ${recipientText(one.label, [one.who])}: ${skippedText(one.skipped!)}`,
    ),
    ...(heard.gap ? ['nobody of the neighbourhood’s own people can hear it'] : []),
    ...(heard.told.length === 0 ? [nobodyText(heard.skipped)] : []),
  ];
}

const nobodyText = (skipped: readonly { skipped: string | null }[]): string =>
  skipped.some((one) => one.skipped === 'heard-before')
    ? 'nobody else: whoever can hear it has heard already'
    : 'nobody at all can hear it';
