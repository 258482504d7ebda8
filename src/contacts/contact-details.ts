import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { may } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import { localDayOf } from '../common/calendar.js';
import { personText, readsWithheldNames } from '../registry/officer-wording.js';
import { attachmentsOf } from './attachments/attachment.query.js';
import type { KnownAttachment } from './attachments/attachment.view.js';
import { type ContactReader, type ContactState, stateOf } from './contact-reader.js';
import {
  type ContactRow,
  type ResponseRow,
  responsesOf,
  type TimelineRow,
  timelineOf,
} from './contact.query.js';
import { peopleNamed } from './people-named.query.js';
import type { Personal } from './personal/contact-vault.js';
import { clocksOf, type MessageRow, messagesOf, type QuestionClock } from './questions/questions.query.js';
import type { ResponseText } from './responses.service.js';
import { type BreachTold, breachToldOf } from './recourse/breach-notices.query.js';
import { requestsOf } from './recourse/recourse.query.js';
import { openedRequests, type RecourseRequest } from './recourse/requests.js';
import { openedCorrections, type StartCorrection } from './starts/corrections.js';
import { correctionsOf } from './starts/start-corrections.query.js';
import { type TransferRow, transfersOf } from './transfer.query.js';

/** Who did it is told as whoever asks may read it: a colleague whose name is withheld by collar number. */
export type ToldEntry = Omit<TimelineRow, 'withheldNumber' | 'sealed' | 'textId'> & {
  /** Of a legal hold: why it was set or lifted. */
  text: string | null;
};

/** One contact with everything that happened to it, as whoever asks may read it. */
export interface ContactDetails {
  row: ContactRow;
  /** Its questions that have a clock, first to last; none if nobody can answer. */
  clocks: QuestionClock[];
  /** What the person said after their first message, first to last. */
  messages: (Omit<MessageRow, 'sealed'> & { text: string | null })[];
  state: ContactState;
  personal: Personal | null;
  /** What they sent along; nothing once it has been erased. */
  attachments: KnownAttachment[];
  responses: (Omit<ResponseRow, 'sealed'> & { text: ResponseText | null })[];
  timeline: ToldEntry[];
  transfers: (Omit<TransferRow, 'sealed'> & { note: string | null })[];
  /** Every time its start was corrected, first to last. */
  corrections: StartCorrection[];
  /** Every time the person asked for a supervisor, first to last. */
  recourse: RecourseRequest[];
  /** Were they told that the deadline was missed? Null as long as there is nothing to tell. */
  breach: BreachTold | null;
  /** Who said "I have it"; null if nobody has. */
  takenUpBy: string | null;
  /** Handed over by the caller's team: to be read, and to be dealt with by others. */
  readOnly: boolean;
  now: DateTime;
}

/** What is known of a contact that was found for this caller? */
export async function readDetails(
  manager: EntityManager,
  contacts: ContactReader,
  caller: Principal,
  { row, readOnly }: Pick<ContactDetails, 'row' | 'readOnly'>,
  now: DateTime,
): Promise<ContactDetails> {
  const { forceId } = caller;
  const today = localDayOf(now);
  const clocks = await clocksOf(manager, forceId, row.id);
  const messages = await messagesOf(manager, forceId, row.id);
  const responses = await responsesOf(manager, forceId, row.id);
  const timeline = await timelineOf(manager, forceId, row.id, today);
  const transfers = await transfersOf(manager, forceId, row.id);
  const requests = await requestsOf(manager, forceId, row.id);
  const attachments = await attachmentsOf(manager, forceId, row.id);
  const corrections = await correctionsOf(manager, forceId, row.id);
  const breach = await breachToldOf(manager, forceId, row.id);
  const named = [row.takenUpBy, ...requests.map(({ answeredBy }) => answeredBy)];
  const people = await peopleNamed(manager, caller, named, today);
  const readsWithheld = readsWithheldNames(caller);
  // A key that only sends is told what became of a contact, and no text: as of one that was erased.
  const opened = may(caller, 'contacts.read') ? row : { ...row, wrappedKey: null, sealed: null };
  return {
    row,
    clocks,
    messages: messages.map(({ sealed, ...message }) => ({
      ...message,
      text: contacts.textOf<{ message: string }>(opened, message.id, sealed)?.message ?? null,
    })),
    readOnly,
    state: stateOf(row, now),
    personal: contacts.personalOf(opened),
    attachments: attachments.map(({ sealedName, ...attachment }) => ({
      ...attachment,
      name: contacts.fileNameOf(opened, attachment.id, sealedName),
    })),
    responses: responses.map(({ sealed, ...response }) => ({
      ...response,
      text: contacts.textOf<ResponseText>(opened, response.id, sealed),
    })),
    timeline: timeline.map(({ actorName, withheldNumber, sealed, textId, ...entry }) => ({
      ...entry,
      text: (textId && contacts.textOf<{ reason: string }>(opened, textId, sealed)?.reason) ?? null,
      actorName: actorName && personText({ name: actorName, withheldNumber }, readsWithheld),
    })),
    transfers: transfers.map(({ sealed, ...transfer }) => ({
      ...transfer,
      note: contacts.textOf<{ note: string }>(opened, transfer.id, sealed)?.note ?? null,
    })),
    corrections: openedCorrections(contacts, opened, corrections),
    recourse: openedRequests(contacts, opened, requests, people),
    breach,
    takenUpBy: (row.takenUpBy && people.get(row.takenUpBy)) ?? null,
    now,
  };
}
