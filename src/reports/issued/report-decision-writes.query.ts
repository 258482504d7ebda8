import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import type { DecisionKind } from './issued-document.js';

const DECIDE = `
-- Record a decision about a version.
insert into report_decision (force_id, id, report_id, decision, remarks, decided_at, decided_by) values ($1, $2, $3, $4, $5, $6, $7)`;

const ASK = `
-- Record the questions of a decision, in their order.
insert into report_question (force_id, id, decision_id, position, text, follow_up_on)
select $1, q.id, $2, q.position, q.text, q.follow_up_on
from unnest($3::uuid[], $4::text[], $5::date[]) with ordinality as q (id, text, follow_up_on, position)`;

const ANSWER = `
-- Record an answer to a question.
insert into report_answer (force_id, id, question_id, text, answered_at, answered_by) values ($1, $2, $3, $4, $5, $6)`;

export async function insertDecision(
  manager: EntityManager,
  forceId: string,
  reportId: string,
  decided: {
    id: string;
    decision: DecisionKind;
    remarks: string;
    questions: readonly { text: string; followUpOn: string | null }[];
    at: DateTime;
    by: string;
  },
): Promise<void> {
  const { id, decision, remarks, questions, at, by } = decided;
  await manager.query(DECIDE, [forceId, id, reportId, decision, remarks, at, by]);
  await manager.query(ASK, [
    forceId,
    id,
    questions.map(() => newId()),
    questions.map(({ text }) => text),
    questions.map(({ followUpOn }) => followUpOn),
  ]);
}

export async function insertAnswer(
  manager: EntityManager,
  forceId: string,
  answer: { id: string; questionId: string; text: string; at: DateTime; by: string },
): Promise<void> {
  const { id, questionId, text, at, by } = answer;
  await manager.query(ANSWER, [forceId, id, questionId, text, at, by]);
}
