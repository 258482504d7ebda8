import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AskedBy, Outcome } from './domain/recourse.js';

/** A person asked for a supervisor. */
export interface RecourseRow {
  id: string;
  contactId: string;
  askedAt: DateTime;
  askedBy: AskedBy;
  recordedAt: DateTime;
  /** The end of the fifth working day after it was asked. */
  dueAt: DateTime;
  outcome: Outcome | null;
  answerId: string | null;
  answerRoute: string | null;
  /** A person of the force. */
  answeredBy: string | null;
  answerRecordedAt: DateTime | null;
  /** Null while nobody has answered, and while an e-mail from here is on its way. */
  answeredAt: DateTime | null;
  /** What they said and were told, sealed. */
  askedSealed: Buffer | null;
  answerSealed: Buffer | null;
}

const REQUEST = `
  select r.id, r.contact_id as "contactId", r.asked_at as "askedAt", r.asked_by as "askedBy", r.recorded_at as "recordedAt",
         r.due_at as "dueAt", r.outcome, r.answer_id as "answerId", r.answer_route as "answerRoute", r.answered_by as "answeredBy",
         r.answer_recorded_at as "answerRecordedAt", r.answered_at as "answeredAt", a.sealed as "askedSealed", t.sealed as "answerSealed"
    from recourse_request r
    left join contact_text a on a.force_id = r.force_id and a.id = r.id
    left join contact_text t on t.force_id = r.force_id and t.id = r.answer_id`;

/** How often did this person ask about this contact, first to last? */
export async function requestsOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<RecourseRow[]> {
  return manager.query(
    `${REQUEST} where r.force_id = $1 and r.contact_id = $2 order by r.recorded_at, r.id`,
    [forceId, contactId],
  ) as Promise<RecourseRow[]>;
}

/** Which request about this contact is open? Locked until the transaction ends. */
export async function openRequest(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<RecourseRow | null> {
  const [row] = (await manager.query(
    `${REQUEST} where r.force_id = $1 and r.contact_id = $2 and r.answered_at is null for update of r`,
    [forceId, contactId],
  )) as RecourseRow[];
  return row ?? null;
}

export interface NewRequest {
  id: string;
  contactId: string;
  neighbourhoodId: string;
  askedAt: DateTime;
  askedBy: AskedBy;
  recordedAt: DateTime;
  dueAt: DateTime;
}

/** Write a request down. @returns false if one about this contact is open already: then nothing happens */
export async function storeRequest(
  manager: EntityManager,
  forceId: string,
  request: NewRequest,
): Promise<boolean> {
  const rows = (await manager.query(
    `insert into recourse_request (force_id, id, contact_id, neighbourhood_id, asked_at, asked_by, recorded_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (force_id, contact_id) where answered_at is null do nothing returning id`,
    [
      forceId,
      request.id,
      request.contactId,
      request.neighbourhoodId,
      request.askedAt,
      request.askedBy,
      request.recordedAt,
      request.dueAt,
    ],
  )) as unknown[];
  return rows.length > 0;
}

export interface NewAnswer {
  id: string;
  outcome: Outcome;
  route: string;
  by: string;
  recordedAt: DateTime;
  /** Null for a message from here. */
  answeredAt: DateTime | null;
  mailId: string | null;
}

/** Write down what a supervisor answered to a request. */
export async function storeAnswer(
  manager: EntityManager,
  forceId: string,
  requestId: string,
  answer: NewAnswer,
): Promise<void> {
  await manager.query(
    `update recourse_request set answer_id = $3, outcome = $4, answer_route = $5, answered_by = $6, answer_recorded_at = $7,
        answered_at = $8, mail_id = $9 where force_id = $1 and id = $2`,
    [
      forceId,
      requestId,
      answer.id,
      answer.outcome,
      answer.route,
      answer.by,
      answer.recordedAt,
      answer.answeredAt,
      answer.mailId,
    ],
  );
}

/** The receiving server has accepted this answer: from now on it counts. */
export async function acceptAnswer(
  manager: EntityManager,
  forceId: string,
  answerId: string,
  at: DateTime,
): Promise<void> {
  await manager.query(
    // A person may have stated a time up to 5 minutes ahead of our clock: no answer precedes it.
    `update recourse_request set answered_at = greatest($3, asked_at) where force_id = $1 and answer_id = $2 and answered_at is null`,
    [forceId, answerId, at],
  );
}

/** This answer cannot be delivered: the request waits for another. What was said stays on the timeline. */
export async function takeBackAnswer(
  manager: EntityManager,
  forceId: string,
  answerId: string,
): Promise<void> {
  await manager.query(
    `update recourse_request set answer_id = null, outcome = null, answer_route = null, answered_by = null,
        answer_recorded_at = null, mail_id = null where force_id = $1 and answer_id = $2 and answered_at is null`,
    [forceId, answerId],
  );
}
