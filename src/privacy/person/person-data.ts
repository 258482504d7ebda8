import type { DateTime } from 'luxon';
import { type FileKind, MEDIA_TYPES, safeName } from '../../contacts/attachments/domain/file-kind.js';
import type { ContactDetails } from '../../contacts/contact-details.js';

const iso = (instant: DateTime): string => instant.toUTC().toISO()!;
const isoOrNull = (instant: DateTime | null): string | null => instant && iso(instant);

/** One contact as the person it is about may read it. */
export interface ContactOfPerson {
  reference: string;
  channel: string;
  neighbourhood: string;
  sentAt: string;
  receivedAt: string;
  answerDueAt: string | null;
  firstAnsweredAt: string | null;
  takenOutOfScope: { at: string; reason: string } | null;
  addressFailedAt: string | null;
  from: { name?: string; email?: string; telephone?: string; address?: string };
  point: { latitude: number; longitude: number } | null;
  subject: string;
  message: string;
  /** Files that were sent along, as they lie beside this page. */
  files: { path: string; calledByYou: string; type: string; size: number; receivedAt: string }[];
  /** What they wrote after it; each question of its own with when an answer was due and given. */
  furtherMessages: {
    sentAt: string;
    receivedAt: string;
    channel: string;
    message: string;
    question: {
      answerDueAt: string;
      firstAnsweredAt: string | null;
      takenOutOfScope: { at: string; reason: string } | null;
    } | null;
  }[];
  answers: { at: string | null; recordedAt: string; route: string; text: string; nextSteps: string }[];
  supervisorAsked: {
    at: string;
    reason: string | null;
    outcome: string | null;
    answer: string | null;
    answeredAt: string | null;
  }[];
  emailsSent: { at: string; kind: string }[];
  /** What was noted about it, without who noted it. */
  notes: { at: string; kind: string; text: string }[];
  history: { at: string; what: string }[];
}

/**
 * What concerns how the police work, and nobody outside: who was alerted, and who had it in hand. That a contact is kept as
 * evidence, and why, is for whoever gives the file out to tell or not.
 */
const INTERNAL = new Set([
  ...['alert', 'taken-up', 'given-back', 'standard-changed'],
  ...['hold-set', 'hold-lifted'],
]);

/** Where a file lies beside the page that speaks of it. */
export const pathOfFile = (reference: string, file: { place: number; kind: FileKind }): string =>
  `files/${safeName(reference, file)}`;

const takenOut = ({
  outOfScopeAt,
  outOfScopeReason,
}: Pick<ContactDetails['row'], 'outOfScopeAt' | 'outOfScopeReason'>): ContactOfPerson['takenOutOfScope'] =>
  outOfScopeAt && { at: iso(outOfScopeAt), reason: outOfScopeReason! };

/**
 * Everything held about the person in one contact, without the names of officers and their alerts: those are not theirs.
 * @returns null once it has been erased
 */
export function contactOfPerson(
  {
    row,
    personal,
    attachments,
    clocks,
    messages,
    responses,
    recourse,
    transfers,
    corrections,
    timeline,
  }: ContactDetails,
  mails: readonly { template: string; sentAt: DateTime }[],
): ContactOfPerson | null {
  if (!personal) return null;
  // What stands with the contact itself is its first question, as it always was.
  const first = { ...row, ...clocks.find(({ messageId }) => messageId === null) };
  const noted = (at: DateTime, kind: string, text: string | null): ContactOfPerson['notes'] =>
    text ? [{ at: iso(at), kind, text }] : [];
  return {
    reference: row.reference,
    channel: row.channel,
    neighbourhood: row.neighbourhoodName,
    sentAt: iso(row.statedAt),
    receivedAt: iso(row.receivedAt),
    answerDueAt: isoOrNull(first.dueAt),
    firstAnsweredAt: isoOrNull(first.stoppedAt),
    takenOutOfScope: takenOut(first),
    addressFailedAt: isoOrNull(first.addressFailedAt),
    from: { ...personal.enquirer } as ContactOfPerson['from'],
    point: personal.point ?? null,
    subject: personal.subject,
    message: personal.message,
    files: attachments.map((file) => ({
      path: pathOfFile(row.reference, file),
      calledByYou: file.name,
      type: MEDIA_TYPES[file.kind],
      size: file.sizeBytes,
      receivedAt: iso(file.receivedAt),
    })),
    furtherMessages: messages.map(({ id, statedAt, receivedAt, channel, text }) => {
      const clock = clocks.find(({ messageId }) => messageId === id);
      return {
        ...{ sentAt: iso(statedAt), receivedAt: iso(receivedAt), channel, message: text ?? '' },
        question: clock
          ? {
              answerDueAt: iso(clock.dueAt),
              firstAnsweredAt: isoOrNull(clock.stoppedAt),
              takenOutOfScope: takenOut(clock),
            }
          : null,
      };
    }),
    answers: responses.flatMap(({ respondedAt, recordedAt, route, text }) =>
      text ? [{ at: isoOrNull(respondedAt), recordedAt: iso(recordedAt), route, ...text }] : [],
    ),
    supervisorAsked: recourse.map(({ askedAt, reason, outcome, answer, answeredAt }) => ({
      at: iso(askedAt),
      reason,
      outcome,
      answer,
      answeredAt: isoOrNull(answeredAt),
    })),
    emailsSent: mails.map(({ template, sentAt }) => ({ at: iso(sentAt), kind: template })),
    notes: [
      ...transfers.flatMap(({ at, note }) => noted(at, 'handed-over', note)),
      ...corrections.flatMap(({ at, reason }) => noted(at, 'start-corrected', reason)),
    ],
    history: timeline
      .filter(({ kind }) => !INTERNAL.has(kind))
      .map(({ at, kind }) => ({ at: iso(at), what: kind })),
  };
}
