import type { DateTime } from 'luxon';
import { attachmentView } from './attachments/attachment.view.js';
import type { ContactView, ReceivedContactView } from './contact.dto.js';
import type { ContactRow } from './contact.query.js';
import type { ContactDetails } from './contact-details.js';
import { clockState } from './domain/clock-state.js';

const iso = (instant: DateTime): string => instant.toUTC().toISO()!;
const isoOrNull = (instant: DateTime | null): string | null => instant && iso(instant);

export function linksTo(reference: string): { self: string; responses: string } {
  const self = `/api/v1/contacts/${reference}`;
  return { self, responses: `${self}/responses` };
}

const outOfScopeView = ({
  outOfScopeAt,
  outOfScopeReason,
  outOfScopeConfirmedAt,
}: Pick<
  ContactRow,
  'outOfScopeAt' | 'outOfScopeReason' | 'outOfScopeConfirmedAt'
>): ContactView['outOfScope'] =>
  outOfScopeAt && {
    at: iso(outOfScopeAt),
    reason: outOfScopeReason!,
    confirmedAt: isoOrNull(outOfScopeConfirmedAt),
  };

/** A contact as the API shows it: personal data only here and on the contact's page, both audited. */
export function contactView(details: ContactDetails): ContactView {
  const { row, state, personal, responses, recourse, corrections, timeline, transfers, takenUpBy } = details;
  return {
    reference: row.reference,
    neighbourhood: { code: row.neighbourhoodCode, name: row.neighbourhoodName },
    channel: row.channel,
    state,
    submittedAt: iso(row.statedAt),
    receivedAt: iso(row.receivedAt),
    startedAt: isoOrNull(row.startedAt),
    startCorrections: corrections.map(({ at, fromAt, toAt, reason }) => ({
      at: iso(at),
      from: iso(fromAt),
      to: iso(toAt),
      reason,
    })),
    dueAt: isoOrNull(row.dueAt),
    respondedAt: isoOrNull(row.stoppedAt),
    outOfScope: outOfScopeView(row),
    addressFailedAt: isoOrNull(row.addressFailedAt),
    subject: personal?.subject ?? null,
    message: personal?.message ?? null,
    enquirer: personal?.enquirer ?? null,
    questions: details.clocks.map((clock) => ({
      number: clock.question,
      state: clockState(clock, details.now),
      startedAt: iso(clock.startedAt),
      dueAt: iso(clock.dueAt),
      respondedAt: isoOrNull(clock.stoppedAt),
      outOfScope: outOfScopeView(clock),
      addressFailedAt: isoOrNull(clock.addressFailedAt),
    })),
    messages: details.messages.map((message) => ({
      submittedAt: iso(message.statedAt),
      receivedAt: iso(message.receivedAt),
      channel: message.channel,
      question: details.clocks.find(({ clockId }) => clockId === message.clockId)?.question ?? null,
      message: message.text,
    })),
    attachments: details.attachments.map(attachmentView),
    takenUp: row.takenUpAt && { at: iso(row.takenUpAt), by: takenUpBy ?? 'person' },
    transfers: transfers.map((transfer) => ({
      at: iso(transfer.at),
      from: { code: transfer.fromCode, name: transfer.fromName },
      to: { code: transfer.toCode, name: transfer.toName },
      note: transfer.note,
    })),
    responses: responses.map((response) => ({
      id: response.id,
      route: response.route,
      respondedAt: isoOrNull(response.respondedAt),
      recordedAt: iso(response.recordedAt),
      voidedAt: isoOrNull(response.voidedAt),
      text: response.text?.text ?? null,
      nextSteps: response.text?.nextSteps ?? null,
    })),
    recourse: recourse.map((request) => ({
      askedAt: iso(request.askedAt),
      askedBy: request.askedBy,
      reason: request.reason,
      dueAt: iso(request.dueAt),
      outcome: request.outcome,
      answeredAt: isoOrNull(request.answeredAt),
      answer: request.answer,
    })),
    timeline: timeline.map(({ at, recordedAt, kind, actorKind, actorName, facts }) => ({
      at: iso(at),
      recordedAt: iso(recordedAt),
      kind,
      by: actorName ?? actorKind,
      ...(facts && { facts }),
    })),
    links: linksTo(row.reference),
  };
}

/** What was answered when it was taken in, whatever the person asked since. */
export function storedView(row: ContactRow): ReceivedContactView {
  return {
    reference: row.reference,
    neighbourhood: row.neighbourhoodCode,
    submittedAt: iso(row.statedAt),
    receivedAt: iso(row.receivedAt),
    dueAt: isoOrNull(row.firstDueAt),
    links: linksTo(row.reference),
  };
}
