import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ContactRow } from '../contact.query.js';

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
