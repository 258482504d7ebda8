import type { EntityManager } from 'typeorm';
import { assignmentsDuring } from '../assignment-changes.query.js';
import type { DayRange } from '../domain/day-range.js';
import { NAMING_RULES } from '../officer-check.js';
import type { OfficerRecord } from '../officer-record.query.js';
import type { AbsenceRow } from './absence.query.js';
import { absentRuns, commonDays, daysWithout } from './domain/absent-days.js';
import { daysToCover } from './domain/deputy-plan.js';

/** What an absence does to a neighbourhood in which the officer is named. */
export interface AbsenceConsequence {
  code: string;
  neighbourhood: string;
  /** Days of the absence on which the officer is named there. */
  days: DayRange;
  /** Of these, the days that count as absence. */
  counted: DayRange[];
  /** Of these, the days on which nobody else is named or deputy: coverage will say absent. */
  uncovered: DayRange[];
  /** Collar numbers of those who are deputy or named there then. */
  standIns: string[];
}

/**
 * What coverage will say of each neighbourhood in which the officer is named during an absence, as it is recorded now.
 * @param officer as recorded before this absence
 */
export async function consequencesOf(
  manager: EntityManager,
  forceId: string,
  officer: OfficerRecord,
  absence: AbsenceRow,
): Promise<AbsenceConsequence[]> {
  const named = officer.assignments.filter(({ role }) => role === 'lead' || role === 'named');
  const runs = absentRuns([...officer.absences, absence], NAMING_RULES.absenceDays);
  const found: AbsenceConsequence[] = [];
  for (const { assignment, days } of daysToCover(named, absence)) {
    const counted = runs.flatMap((run) => commonDays(run, days) ?? []);
    const others = (await assignmentsDuring(manager, forceId, assignment.neighbourhoodId, days)).filter(
      ({ officerId, role }) => officerId !== officer.id && ['lead', 'named', 'deputy'].includes(role),
    );
    found.push({
      code: assignment.code,
      neighbourhood: assignment.neighbourhood,
      days,
      counted,
      uncovered: counted.flatMap((run) => daysWithout(run, others)),
      standIns: [...new Set(others.map(({ collarNumber }) => collarNumber))],
    });
  }
  return found;
}
