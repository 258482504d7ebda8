import type { CoverageOutcome } from '../coverage/coverage-outcome.js';
import { absentRuns } from '../coverage/domain/run-of-days.js';
import { sameStates, type StateRun, statesWithin } from '../coverage/domain/state-runs.js';
import { commonDays, type DayRange } from '../domain/day-range.js';
import { coversAPlace, isNamedRole } from '../domain/assignment-role.js';
import { NAMING_RULES } from '../officer-check.js';
import type { OfficerRecord } from '../officer-record.query.js';
import type { AbsenceRow } from './absence.query.js';
import { daysToCover } from './domain/deputy-plan.js';

/** What an absence does to a neighbourhood, as coverage will say it. */
export interface AbsenceConsequence {
  code: string;
  neighbourhood: string;
  /** Else the officer is deputy there. */
  isNamed: boolean;
  /** Days of the absence on which the officer is named or deputy there. */
  days: DayRange;
  /** Does a day of them count as absence? */
  counts: boolean;
  /** The states of these days once it is recorded. */
  states: StateRun[];
  /** Whether they are the same as before. */
  unchanged: boolean;
}

/**
 * What the coverage of each neighbourhood becomes in which the officer is named or deputy during an absence.
 * @param officer as recorded before this absence
 * @param coverage of the force, before the absence and its deputies were recorded and after it
 */
export function consequencesOf(
  officer: OfficerRecord,
  absence: AbsenceRow,
  coverage: readonly CoverageOutcome[],
): AbsenceConsequence[] {
  const covering = officer.assignments.filter(({ role }) => coversAPlace(role));
  const runs = absentRuns([...officer.absences, absence], NAMING_RULES.absenceDays);
  const outcomes = new Map(coverage.map((one) => [one.neighbourhoodId, one]));
  return daysToCover(covering, absence).flatMap(({ assignment, days }) => {
    const outcome = outcomes.get(assignment.neighbourhoodId);
    if (!outcome) return [];
    const { before, after } = outcome;
    return [
      {
        code: assignment.code,
        neighbourhood: assignment.neighbourhood,
        isNamed: isNamedRole(assignment.role),
        days,
        counts: runs.some((run) => commonDays(run, days) !== null),
        states: statesWithin(after, days),
        unchanged: sameStates(before, after, days),
      },
    ];
  });
}
