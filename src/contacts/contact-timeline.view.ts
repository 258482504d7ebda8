import { DateTime } from 'luxon';
import { formatInstant } from '../common/calendar.js';
import { renderTemplate } from '../web/templates.js';
import { alertLabel, alertRecipients, standardLabel } from './alert-timeline.view.js';
import type { ContactDetails, ToldEntry } from './contact-details.js';
import type { OutOfScopeReason } from './domain/clock-state.js';
import type { ResponseRoute } from './domain/meaningful-response.js';
import type { AskedBy, Outcome } from './recourse/domain/recourse.js';
import { ASKED_BY_NAMES, OUTCOME_NAMES } from './recourse/recourse-wording.js';
import { erasedLabel } from './erased-wording.js';
import { REASON_NAMES, ROUTE_NAMES } from './wording.js';

const KINDS: Record<string, string> = {
  received: 'Received',
  'question-received': 'Wrote again after an answer: a question of its own',
  'message-received': 'Wrote again',
  'question-started': 'What they wrote counts as a question of its own: an answer came before it',
  response: 'Answered',
  'response-sending': 'Answer written',
  'response-accepted': 'Answer accepted by the person’s mail server',
  'response-refused': 'Answer refused by the person’s mail server; it does not count',
  'address-failed': 'No reply possible: the only address failed',
  'out-of-scope': 'Taken out of scope',
  'out-of-scope-confirmed': 'Confirmed as out of scope',
  'brought-back': 'Brought back with its original deadline',
  'taken-up': 'Taken up',
  'given-back': 'Given back',
  'handed-over': 'Handed over',
  'file-added': 'File added',
  'address-added': 'Address added, so the 72 hours began',
  'start-corrected': 'Start corrected',
  'not-reached': 'Not reached: the person’s mail server refused the acknowledgement',
  'breach-told': 'Told by email that the answer is late, and how to ask for recourse',
  'breach-not-told': 'The email that the answer is late could not be delivered',
  'hold-set': 'Put on legal hold: nothing of it is erased',
  'hold-lifted': 'Legal hold lifted',
  'recourse-asked': 'Asked for recourse',
  'recourse-answered': 'Request for recourse answered',
  'recourse-answer-sending': 'Answer to the request for recourse written',
  'recourse-answer-accepted': 'Answer to the request for recourse accepted by the person’s mail server',
  'recourse-answer-refused':
    'Answer to the request for recourse refused by the person’s mail server; it does not count',
};

/** With its zone: in October an hour comes twice. */
const WHEN = "d LLLL yyyy 'at' h:mma ZZZZ";

const ACTORS: Record<string, string> = {
  'api-key': 'a connected system',
  public: 'the public',
  job: 'the monitor',
  command: 'a command on the server',
};

/** What happened, the latest first: people's doings with their texts, and the alerts that were raised. */
export function timelineItems({
  timeline,
  responses,
  transfers,
  recourse,
  corrections,
  now,
}: ContactDetails): object[] {
  const answers = responses.filter((response) => response.text);
  return timeline
    .map((entry, index) => {
      const facts = entry.facts ?? {};
      const isAnswer = entry.kind === 'response' || entry.kind === 'response-sending';
      const answer = isAnswer
        ? answers.find((response) => +response.recordedAt === +entry.recordedAt)
        : undefined;
      const transfer =
        entry.kind === 'handed-over' ? transfers.find(({ at }) => +at === +entry.at) : undefined;
      const late =
        +entry.recordedAt - +entry.at > 60_000
          ? `Written down ${formatInstant(entry.recordedAt)}`
          : undefined;
      return {
        label: {
          text: holdingLabel(entry, timeline.slice(0, index), transfer) ?? labelOf(entry.kind, facts),
        },
        html: entry.recipients
          ? alertRecipients(facts, entry.recipients, now)
          : renderTemplate('partials/timeline-entry', {
              text:
                answer?.text?.text ??
                transfer?.note ??
                entry.text ??
                requestText(entry, recourse) ??
                corrections.find(({ at }) => entry.kind === 'start-corrected' && +at === +entry.at)?.reason,
              nextSteps: answer?.text?.nextSteps,
              late,
            }),
        datetime: { timestamp: entry.at.toISO(), format: WHEN },
        byline: { text: entry.actorName ?? ACTORS[entry.actorKind] ?? entry.actorKind },
      };
    })
    .reverse();
}

/** From whom to whom it went; undefined for what has nothing to do with who has it. */
function holdingLabel(
  { kind, facts }: ToldEntry,
  before: readonly ToldEntry[],
  transfer: ContactDetails['transfers'][number] | undefined,
): string | undefined {
  if (transfer) return `Handed over: ${transfer.fromName} to ${transfer.toName}`;
  if (kind !== 'taken-up' || !facts?.['from']) return undefined;
  const had = before.findLast((entry) => entry.kind === 'taken-up')?.actorName;
  return had ? `Taken up from ${had}` : undefined;
}

const whenText = (iso: string): string => formatInstant(DateTime.fromISO(iso, { zone: 'utc' }));

/** What was said when somebody asked for a supervisor, and what the supervisor answered. */
function requestText(
  { kind, at, recordedAt }: ToldEntry,
  recourse: ContactDetails['recourse'],
): string | null {
  if (kind === 'recourse-asked') return recourse.find(({ askedAt }) => +askedAt === +at)?.reason ?? null;
  if (kind !== 'recourse-answered' && kind !== 'recourse-answer-sending') return null;
  return recourse.find((request) => +(request.answerRecordedAt ?? 0) === +recordedAt)?.answer ?? null;
}

function labelOf(kind: string, facts: Record<string, string>): string {
  if (kind === 'alert') return alertLabel(facts);
  if (kind === 'standard-changed') return standardLabel(facts);
  if (kind === 'erased') return erasedLabel(facts);
  const name = KINDS[kind] ?? kind;
  if (kind === 'start-corrected') return `${name}: ${whenText(facts['from']!)} to ${whenText(facts['to']!)}`;
  if (facts['askedBy']) return `${name}: ${ASKED_BY_NAMES[facts['askedBy'] as AskedBy]}`;
  if (facts['outcome']) {
    const own = facts['dealtWith'] ? ' (by somebody who had dealt with the contact)' : '';
    return `${name}: ${OUTCOME_NAMES[facts['outcome'] as Outcome]}${own}`;
  }
  if (facts['route']) return `${name}: ${ROUTE_NAMES[facts['route'] as ResponseRoute]}`;
  if (facts['reason']) return `${name}: ${REASON_NAMES[facts['reason'] as OutOfScopeReason]}`;
  return name;
}
