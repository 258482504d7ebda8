import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import type { OpenQuestion } from './issued-document.js';
import { DECISION_COLUMNS, type DecisionRow, told } from './report-decision.query.js';

interface OpenRow extends DecisionRow {
  version: number;
  fromOn: string;
  toOn: string;
  /** Which of its questions still wait. */
  waiting: string[];
}

const OPEN = `
-- Which questions about the reports of one part wait for an answer, or for a decision on the day to follow them up or later?
select ${DECISION_COLUMNS}, r.version, r.from_on as "fromOn", r.to_on as "toOn", array_agg(q.id) as waiting
from issued_report r
join report_decision d on d.force_id = r.force_id and d.report_id = r.id
join report_question q on q.force_id = d.force_id and q.decision_id = d.id
where r.force_id = $1 and r.part = $2 and d.id is distinct from $3::uuid and (
  not exists (select 1 from report_answer a where a.force_id = q.force_id and a.question_id = q.id)
  or q.follow_up_on is not null and not exists (
    select 1 from issued_report l join report_decision f on f.force_id = l.force_id and f.report_id = l.id
    where l.force_id = r.force_id and l.part = r.part and f.id <> d.id
      and (f.decided_at at time zone $4)::date >= q.follow_up_on))
group by d.id, d.report_id, d.decision, d.remarks, d.decided_at, d.decided_by, r.version, r.from_on, r.to_on
order by d.decided_at, d.id`;

/**
 * What the local policing body asked about reports of a part of the force and nobody has settled, the first asked first: a
 * later decision does not make it forgotten.
 * @param but the decision whose questions are printed anyhow
 */
export async function openQuestions(
  manager: EntityManager,
  forceId: string,
  part: string,
  but: string | null,
  now: DateTime,
): Promise<OpenQuestion[]> {
  const rows: OpenRow[] = await manager.query(OPEN, [forceId, part, but, LOCAL_ZONE]);
  const decisions = await told(manager, forceId, rows, now);
  return decisions.flatMap(({ questions, decidedAt }, at) => {
    const { reportId, version, fromOn, toOn, waiting } = rows[at]!;
    const report = { id: reportId, version, fromOn, toOn };
    return questions
      .filter(({ id }) => waiting.includes(id))
      .map((question) => ({ ...question, decidedAt, report }));
  });
}
