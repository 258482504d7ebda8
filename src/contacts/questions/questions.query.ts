import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import type { ContactRow } from '../contact.query.js';
import type { GivenResponse } from '../domain/meaningful-response.js';
import type { EarlierClock, FurtherMessage } from './domain/owed-clock.js';

/** One question of a contact, in the words of its `ContactRow`. */
export type QuestionClock = Pick<
  ContactRow,
  | 'question'
  | 'messageId'
  | 'queryReceivedAt'
  | 'stoppedAt'
  | 'stoppedRecordedAt'
  | 'outOfScopeAt'
  | 'outOfScopeReason'
  | 'outOfScopeConfirmedAt'
  | 'outOfScopeBy'
  | 'addressFailedAt'
  | 'targetAt'
  | 'takenUpAt'
  | 'takenUpBy'
> & { clockId: string; startedAt: DateTime; dueAt: DateTime; standardVersion: string };

/** Which questions of this contact have a clock, first to last? */
export async function clocksOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<QuestionClock[]> {
  return manager.query(
    `select k.id as "clockId", (row_number() over (order by k.started_at))::int as question, q.id as "messageId",
            coalesce(q.received_at, c.received_at) as "queryReceivedAt", k.started_at as "startedAt", k.due_at as "dueAt",
            k.target_at as "targetAt", k.stopped_at as "stoppedAt", k.stopped_recorded_at as "stoppedRecordedAt",
            k.out_of_scope_at as "outOfScopeAt", k.out_of_scope_reason as "outOfScopeReason",
            k.out_of_scope_confirmed_at as "outOfScopeConfirmedAt", k.out_of_scope_by as "outOfScopeBy",
            k.address_failed_at as "addressFailedAt", k.standard_version as "standardVersion",
            k.taken_up_at as "takenUpAt", k.taken_up_by as "takenUpBy"
       from clock k
       join contact c on c.force_id = k.force_id and c.id = k.contact_id
       left join contact_message q on q.force_id = k.force_id and q.clock_id = k.id
      where k.force_id = $1 and k.contact_id = $2 order by k.started_at`,
    [forceId, contactId],
  ) as Promise<QuestionClock[]>;
}

export interface NewMessage extends FurtherMessage {
  contactId: string;
  channel: string;
  actor: Actor;
  key: string;
  bodyDigest: Buffer;
}

/** Write down what a person said after their first message. */
export async function storeMessage(
  manager: EntityManager,
  forceId: string,
  { id, contactId, channel, statedAt, receivedAt, actor, key, bodyDigest, noQuestion }: NewMessage,
): Promise<void> {
  await manager.query(
    `insert into contact_message (force_id, id, contact_id, channel, stated_at, received_at, actor_kind, actor_id, client_key,
        body_digest, no_question) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[forceId, id, contactId, channel, statedAt, receivedAt],
      ...[actor.kind, actor.id, key, bodyDigest, noQuestion],
    ],
  );
}

export interface StoredMessage {
  bodyDigest: Buffer;
  clockId: string | null;
  noQuestion: boolean;
}

/** What was said under this key before? */
export async function messageUnder(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  key: string,
): Promise<StoredMessage | null> {
  const [row] = (await manager.query(
    `select body_digest as "bodyDigest", clock_id as "clockId", no_question as "noQuestion" from contact_message where force_id = $1 and contact_id = $2 and client_key = $3`,
    [forceId, contactId, key],
  )) as StoredMessage[];
  return row ?? null;
}

export interface MessageRow {
  id: string;
  channel: string;
  statedAt: DateTime;
  receivedAt: DateTime;
  /** Null if it belongs to a question before it. */
  clockId: string | null;
  noQuestion: boolean;
  sealed: Buffer | null;
}

/** What did this person say after their first message, first to last? */
export async function messagesOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<MessageRow[]> {
  return manager.query(
    `select q.id, q.channel, q.stated_at as "statedAt", q.received_at as "receivedAt", q.clock_id as "clockId",
            q.no_question as "noQuestion", t.sealed
       from contact_message q left join contact_text t on t.force_id = q.force_id and t.id = q.id
      where q.force_id = $1 and q.contact_id = $2 order by q.stated_at, q.received_at, q.id`,
    [forceId, contactId],
  ) as Promise<MessageRow[]>;
}

/** A message that has no clock, and who said that it asks nothing new, if somebody did. */
export interface UncountedMessage extends FurtherMessage {
  actorId: string;
}

/** Everything by which is decided whether a message of this contact is owed a clock. */
export async function questionFacts(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<{
  messages: UncountedMessage[];
  clocks: (EarlierClock & { neighbourhoodId: string })[];
  responses: GivenResponse[];
}> {
  const of = [forceId, contactId];
  const messages = (await manager.query(
    `select id, stated_at as "statedAt", received_at as "receivedAt", no_question as "noQuestion", actor_id as "actorId"
       from contact_message where force_id = $1 and contact_id = $2 and clock_id is null`,
    of,
  )) as UncountedMessage[];
  if (messages.length === 0) return { messages, clocks: [], responses: [] };
  const clocks = (await manager.query(
    `select started_at as "startedAt", stopped_at as "stoppedAt",
            out_of_scope_at as "outOfScopeAt", out_of_scope_reason as "outOfScopeReason",
            address_failed_at as "addressFailedAt", neighbourhood_id as "neighbourhoodId"
       from clock where force_id = $1 and contact_id = $2`,
    of,
  )) as (EarlierClock & { neighbourhoodId: string })[];
  const responses = (await manager.query(
    `select responded_at as "respondedAt", recorded_at as "recordedAt", voided_at as "voidedAt" from response
      where force_id = $1 and contact_id = $2`,
    of,
  )) as GivenResponse[];
  return { messages, clocks, responses };
}

/**
 * This message has this clock from now on. Where it was decided to ask nothing new, the clock is taken out as of that
 * decision, by whoever decided.
 */
export async function countMessage(
  manager: EntityManager,
  forceId: string,
  { id, noQuestion, receivedAt, actorId }: UncountedMessage,
  clockId: string,
  now: DateTime,
): Promise<void> {
  await manager.query(
    `update contact_message set clock_id = $3, counted_at = $4 where force_id = $1 and id = $2`,
    [forceId, id, clockId, now],
  );
  if (!noQuestion) return;
  await manager.query(
    `update clock set out_of_scope_at = $3, out_of_scope_reason = 'no-question', out_of_scope_by = $4, next_alert_at = null
      where force_id = $1 and id = $2`,
    [forceId, clockId, receivedAt, actorId],
  );
}
