import type { EntityManager } from 'typeorm';
import type { AuditAction, AuditEntry } from '../../audit/audit-log.js';
import { DomainError } from '../../common/errors.js';
import type { Changing } from '../changed-by.js';
import type { DayRange } from '../domain/day-range.js';
import type { OfficerRecord } from '../officer-record.query.js';
import { type AbsenceFacts, absenceInTheWay } from './absence.query.js';
import { absenceProblems, daysText } from './domain/absence-facts.js';

/**
 * @param ownId the absence that is to be changed, which is not in its own way
 * @throws DomainError `invalid` (days, hours), `conflict` (away for another reason then)
 */
export async function refuseImpossibleAbsence(
  manager: EntityManager,
  forceId: string,
  officer: OfficerRecord,
  facts: AbsenceFacts,
  ownId: string | null,
): Promise<void> {
  const problems = absenceProblems(facts, officer);
  if (problems.length > 0) throw DomainError.invalid('Some fields are not right. Correct them.', problems);
  if (facts.kind === 'abstraction') return;
  const other = await absenceInTheWay(manager, forceId, officer.id, facts, ownId);
  if (!other) return;
  const message = `The officer is away then already, ${daysText(other)}. Change that absence, or choose other days`;
  throw DomainError.conflict(message, [{ field: 'from', message }]);
}

/** What the log says of an absence. The kind may tell of health, so it has the days only. */
export function absenceEntry(
  action: AuditAction,
  { forceId, at, by }: Changing,
  { officerId, id, fromOn, untilOn }: DayRange & { officerId: string; id: string },
): AuditEntry {
  const subject = { subjectKind: 'officer', subjectId: officerId } as const;
  return { forceId, at, ...by, action, ...subject, detail: { absenceId: id, fromOn, untilOn } };
}
