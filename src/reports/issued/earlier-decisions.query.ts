import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Decision } from './issued-document.js';
import type { IssuedLine } from './issued-report.query.js';
import { DECISION_COLUMNS, type DecisionRow, told } from './report-decision.query.js';

/** A decision about a version that was replaced. */
export interface EarlierDecision extends Decision {
  /** The number of that version. */
  version: number;
}

const EARLIER = `
-- What was decided about the versions before this one, the latest version and decision first?
select ${DECISION_COLUMNS}, r.version
from issued_report r join report_decision d on d.force_id = r.force_id and d.report_id = r.id
where r.force_id = $1 and r.from_on = $2 and r.to_on = $3 and r.part = $4 and r.version < $5
order by r.version desc, d.decided_at desc, d.id desc`;

/** What the local policing body decided about the versions that a version replaced, one after the other. */
export async function earlierDecisions(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part, version }: IssuedLine,
  now: DateTime,
): Promise<EarlierDecision[]> {
  const rows: (DecisionRow & { version: number })[] = await manager.query(EARLIER, [
    ...[forceId, fromOn, toOn, part, version],
  ]);
  const decisions = await told(manager, forceId, rows, now);
  return decisions.map((decision, at) => ({ ...decision, version: rows[at]!.version }));
}
