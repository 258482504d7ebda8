import type { EntityManager } from 'typeorm';
import { DomainError } from '../common/errors.js';
import { COVERAGE_RULES } from './coverage/coverage-rules.js';
import type { AssignmentRole } from './domain/assignment-role.js';
import type { DayRange } from './domain/day-range.js';
import { namingRefusal, type NamingRules } from './domain/handover-warnings.js';
import { officerRecord, type OfficerRecord } from './officer-record.query.js';
import { RANKS } from './ranks.js';

/** Who may be named here, and from when an absence counts. */
export const NAMING_RULES: NamingRules = { ranks: RANKS, absenceDays: COVERAGE_RULES.absenceDays };

/**
 * The officer who is to take a role on these days, with all that is recorded.
 * @throws DomainError `invalid`: on `collarNumber` if nobody has it or the rank may not be named, on `from` or `until` if
 * the officer is not in the service of the force then.
 */
export async function officerFor(
  manager: EntityManager,
  forceId: string,
  collarNumber: string,
  role: AssignmentRole,
  days: DayRange,
): Promise<OfficerRecord> {
  const officer = await officerRecord(manager, forceId, collarNumber);
  if (!officer) {
    throw DomainError.field(
      'collarNumber',
      'No officer of the force has this collar number; import the officer first',
    );
  }
  const refusal = namingRefusal(officer, role, days, NAMING_RULES);
  if (refusal) throw DomainError.field(refusal.field, refusal.message);
  return officer;
}
