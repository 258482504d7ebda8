import { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import { sizeText } from '../../contacts/attachments/attachment-wording.js';
import { REASON_NAMES, ROUTE_NAMES, channelName } from '../../contacts/wording.js';
import { STANDALONE_STYLES } from '../../reports/issued/standalone-styles.js';
import { renderTemplate } from '../../web/templates.js';
import type { ContactOfPerson } from './person-data.js';

const when = (iso: string | null): string | null =>
  iso && formatInstant(DateTime.fromISO(iso, { zone: 'utc' }));

const OUTCOMES: Record<string, string> = {
  upheld: 'Upheld',
  'partly-upheld': 'Partly upheld',
  'not-upheld': 'Not upheld',
};

const MAILS: Record<string, string> = {
  acknowledgement: 'Acknowledgement',
  response: 'Answer',
  'breach-notice': 'Notice that the answer was late',
  'recourse-answer': 'Answer of a supervisor',
};

/**
 * Everything held about one person as one file that needs nothing else: to read, and at its end the same as data. A text
 * stands in it as it was written, and nothing in it can run.
 */
export function personFile(
  { force, madeAt, caseReference }: { force: string; madeAt: DateTime; caseReference: string },
  contacts: readonly ContactOfPerson[],
): string {
  return renderTemplate('pages/privacy/person-file', {
    styles: STANDALONE_STYLES,
    force,
    caseReference,
    madeAt: formatInstant(madeAt),
    count: contacts.length === 1 ? '1 message' : `${contacts.length} messages`,
    contacts: contacts.map(contactModel),
    data: JSON.stringify({ force, madeAt: madeAt.toUTC().toISO(), caseReference, contacts }, null, 2),
  });
}

const takenText = (taken: ContactOfPerson['takenOutOfScope']): string | null =>
  taken && `${REASON_NAMES[taken.reason as keyof typeof REASON_NAMES]}, ${when(taken.at)}`;

function contactModel(contact: ContactOfPerson): object {
  const line = (name: string, text: string | null | undefined): object[] => (text ? [{ name, text }] : []);
  const { from, point, takenOutOfScope } = contact;
  return {
    reference: contact.reference,
    lines: [
      ...line('Name', from.name),
      ...line('Email', from.email),
      ...line('Telephone', from.telephone),
      ...line('Address', from.address),
      ...line('Place on the map', point && `${point.latitude}, ${point.longitude}`),
      ...line('Came by', channelName(contact.channel)),
      ...line('Neighbourhood', contact.neighbourhood),
      ...line('Sent', when(contact.sentAt)),
      ...line('Reached us', when(contact.receivedAt)),
      ...line('Answer due', when(contact.answerDueAt)),
      ...line('First answer', when(contact.firstAnsweredAt)),
      ...line('Not dealt with as a neighbourhood query', takenText(takenOutOfScope)),
      ...line('Could not be reached since', when(contact.addressFailedAt)),
    ],
    subject: contact.subject,
    message: contact.message,
    files: contact.files.map(({ path, calledByYou, size, receivedAt }) => ({
      path,
      calledByYou,
      text: `${path}, ${sizeText(size)}, ${when(receivedAt)}`,
    })),
    further: contact.furtherMessages.map(({ sentAt, channel, message, question }) => ({
      when: when(sentAt),
      channel: channelName(channel),
      message,
      due: question && when(question.answerDueAt),
      taken: question && takenText(question.takenOutOfScope),
    })),
    answers: contact.answers.map(({ at, recordedAt, route, text, nextSteps }) => ({
      when: when(at) ?? `written ${when(recordedAt)}, not delivered`,
      route: ROUTE_NAMES[route as keyof typeof ROUTE_NAMES],
      text,
      nextSteps,
    })),
    requests: contact.supervisorAsked.map(({ at, reason, outcome, answer, answeredAt }) => ({
      when: when(at),
      reason,
      outcome: outcome && OUTCOMES[outcome],
      answer,
      answeredAt: when(answeredAt),
    })),
    mails: contact.emailsSent.map(({ at, kind }) => ({ when: when(at), kind: MAILS[kind] ?? kind })),
    notes: contact.notes.map(({ at, text }) => ({ when: when(at), text })),
  };
}
