import { formatInstant } from '../common/calendar.js';
import { renderTemplate } from '../web/templates.js';
import type { ContactDetails } from './contacts.service.js';
import type { OutOfScopeReason } from './domain/clock-state.js';
import type { ResponseRoute } from './domain/meaningful-response.js';
import { REASON_NAMES, ROUTE_NAMES } from './wording.js';

const KINDS: Record<string, string> = {
  received: 'Received',
  response: 'Answered',
  'response-sending': 'Answer written',
  'response-accepted': 'Answer accepted by the person’s mail server',
  'response-refused': 'Answer refused by the person’s mail server; it does not count',
  'address-failed': 'No reply possible: the only address failed',
  'out-of-scope': 'Taken out of scope',
  'out-of-scope-confirmed': 'Confirmed as out of scope',
  'brought-back': 'Brought back with its original deadline',
};

/** With its zone: in October an hour comes twice. */
const WHEN = "d LLLL yyyy 'at' h:mma ZZZZ";

const STAGES: Record<string, string> = {
  'due-in-24-hours': '24 hours left',
  'due-in-4-hours': '4 hours left',
  due: 'due now',
  overdue: 'overdue',
};

const STATES: Record<string, string> = {
  superseded: 'not sent, because a later alert says more',
  withdrawn: 'withdrawn before it was sent',
};

const ACTORS: Record<string, string> = {
  'api-key': 'a connected system',
  public: 'the public',
  job: 'the monitor',
  command: 'an administrator',
};

/** What happened, the latest first: people's doings with their texts, and the alerts that were raised. */
export function timelineItems({ timeline, responses }: ContactDetails): object[] {
  const answers = responses.filter((response) => response.text);
  return timeline
    .map((entry) => {
      const facts = entry.facts ?? {};
      const isAnswer = entry.kind === 'response' || entry.kind === 'response-sending';
      const answer = isAnswer
        ? answers.find((response) => +response.recordedAt === +entry.recordedAt)
        : undefined;
      const late =
        +entry.recordedAt - +entry.at > 60_000
          ? `Written down ${formatInstant(entry.recordedAt)}`
          : undefined;
      return {
        label: { text: labelOf(entry.kind, facts) },
        html: renderTemplate('partials/timeline-entry', {
          text: answer?.text?.text,
          nextSteps: answer?.text?.nextSteps,
          late,
        }),
        datetime: { timestamp: entry.at.toISO(), format: WHEN },
        byline: { text: entry.actorName ?? ACTORS[entry.actorKind] ?? entry.actorKind },
      };
    })
    .reverse();
}

function labelOf(kind: string, facts: Record<string, string>): string {
  if (kind === 'alert') {
    const stage = STAGES[facts['stage']!] ?? facts['stage']!;
    const mails = facts['mails'] === '1' ? '1 mail' : `${facts['mails']} mails`;
    return `Team alerted: ${stage} (${facts['state'] === 'sent' ? mails : (STATES[facts['state']!] ?? facts['state'])})`;
  }
  const name = KINDS[kind] ?? kind;
  if (facts['route']) return `${name}: ${ROUTE_NAMES[facts['route'] as ResponseRoute]}`;
  if (facts['reason']) return `${name}: ${REASON_NAMES[facts['reason'] as OutOfScopeReason]}`;
  return name;
}
