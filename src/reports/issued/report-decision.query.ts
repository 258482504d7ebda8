import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import type { Decision, DecisionKind, PreviousDecision } from './issued-document.js';
import type { ReportSubject } from './report-draft.query.js';
import { Signatories } from './signatories.query.js';

export interface DecisionRow {
  id: string;
  reportId: string;
  decision: DecisionKind;
  remarks: string;
  decidedAt: DateTime;
  decidedBy: string;
}

interface QuestionRow {
  id: string;
  decisionId: string;
  text: string;
  followUpOn: string | null;
}

interface AnswerRow {
  questionId: string;
  text: string;
  answeredAt: DateTime;
  answeredBy: string;
}

export const DECISION_COLUMNS = `d.id, d.report_id as "reportId", d.decision, d.remarks, d.decided_at as "decidedAt", d.decided_by as "decidedBy"`;

const OF_REPORT = `
-- What was decided about a version, the latest first?
select ${DECISION_COLUMNS} from report_decision d where d.force_id = $1 and d.report_id = $2 order by d.decided_at desc, d.id desc`;

const PREVIOUS = `
-- What was decided last about this report, or else about one before it of the same part?
select ${DECISION_COLUMNS}, r.version, r.from_on as "fromOn", r.to_on as "toOn"
from issued_report r join report_decision d on d.force_id = r.force_id and d.report_id = r.id
where r.force_id = $1 and r.part = $4 and (r.to_on < $3 or (r.from_on = $2 and r.to_on = $3))
order by r.to_on desc, r.from_on desc, r.version desc, d.decided_at desc, d.id desc limit 1`;

const QUESTIONS = `
-- What was asked with these decisions, in the order in which it was asked?
select id, decision_id as "decisionId", text, follow_up_on as "followUpOn"
from report_question where force_id = $1 and decision_id = any($2::uuid[]) order by decision_id, position`;

const ANSWERS = `
-- What did the force answer, the first answer first?
select a.question_id as "questionId", a.text, a.answered_at as "answeredAt", a.answered_by as "answeredBy"
from report_answer a join report_question q on q.force_id = a.force_id and q.id = a.question_id
where a.force_id = $1 and q.decision_id = any($2::uuid[]) order by a.answered_at, a.id`;

export async function decisionsOf(
  manager: EntityManager,
  forceId: string,
  reportId: string,
  now: DateTime,
): Promise<Decision[]> {
  return told(manager, forceId, await manager.query(OF_REPORT, [forceId, reportId]), now);
}

/** The last decision that a report of this period and part has to answer to; null if there is none. */
export async function previousDecision(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part }: ReportSubject,
  now: DateTime,
): Promise<PreviousDecision | null> {
  type Row = DecisionRow & { version: number; fromOn: string; toOn: string };
  const rows: Row[] = await manager.query(PREVIOUS, [forceId, fromOn, toOn, part]);
  const [row] = rows;
  if (!row) return null;
  const [decision] = await told(manager, forceId, [row], now);
  const report = { id: row.reportId, version: row.version, fromOn: row.fromOn, toOn: row.toOn };
  return { ...decision!, report };
}

/** Decisions with their questions and what was answered, under the names of the people as of now. */
export async function told(
  manager: EntityManager,
  forceId: string,
  decisions: DecisionRow[],
  now: DateTime,
): Promise<Decision[]> {
  if (decisions.length === 0) return [];
  const ids = decisions.map(({ id }) => id);
  const questions: QuestionRow[] = await manager.query(QUESTIONS, [forceId, ids]);
  const answers: AnswerRow[] = await manager.query(ANSWERS, [forceId, ids]);
  const people = [...decisions.map(({ decidedBy }) => decidedBy), ...answers.map((each) => each.answeredBy)];
  const names = await Signatories.read(manager, forceId, people, localDayOf(now));
  return decisions.map(({ id, decision, remarks, decidedAt, decidedBy }) => ({
    id,
    decision,
    remarks,
    decidedAt: decidedAt.toUTC().toISO()!,
    decidedBy: names.of(decidedBy, 'local-policing-body'),
    questions: questions
      .filter(({ decisionId }) => decisionId === id)
      .map((question) => ({
        id: question.id,
        text: question.text,
        followUpOn: question.followUpOn,
        answers: answers
          .filter(({ questionId }) => questionId === question.id)
          .map(({ text, answeredAt, answeredBy }) => ({
            text,
            answeredAt: answeredAt.toUTC().toISO()!,
            answeredBy: names.of(answeredBy, 'force-admin'),
          })),
      })),
  }));
}
