import type { KnownAssignment } from '../../domain/assignment-plan.js';
import { ASSIGNMENT_ROLES, type AssignmentRole } from '../../domain/assignment-role.js';
import { type DayRange, overlap } from '../../domain/day-range.js';

/** What the end of a neighbourhood does to its assignments. */
export interface EndedAssignments {
  /** These end on the neighbourhood's last day. */
  ended: KnownAssignment[];
  /** These would begin after it. */
  removed: KnownAssignment[];
}

/** "Assignments of the ended neighbourhood end on its last day." Those that are over by then stay as they are. */
export function endAssignments(assignments: readonly KnownAssignment[], untilOn: string): EndedAssignments {
  const beyond = assignments.filter((one) => one.untilOn === null || one.untilOn > untilOn);
  return {
    ended: beyond.filter((one) => one.fromOn <= untilOn),
    removed: beyond.filter((one) => one.fromOn > untilOn),
  };
}

export interface CarriedAssignment extends DayRange {
  officerId: string;
  role: AssignmentRole;
}

/**
 * Which officers of ended neighbourhoods go on in their successor, and as what: each in the role held, a lead as a named
 * officer, because who leads the successor is a decision of its own. An officer of two keeps the higher role; one who
 * has a role in the successor already, or is to lead it, keeps that.
 * @param ended what `endAssignments` ended or removed
 * @param held what is recorded or decided for the successor
 */
export function carriedAssignments(
  ended: readonly KnownAssignment[],
  held: readonly CarriedAssignment[],
  days: DayRange,
): CarriedAssignment[] {
  const wanted = ended
    .filter((one) => overlap(one, days))
    .map(({ officerId, role, fromOn, untilOn }) => ({
      officerId,
      role: role === 'lead' ? ('named' as const) : role,
      fromOn: fromOn > days.fromOn ? fromOn : days.fromOn,
      untilOn: earlier(untilOn, days.untilOn),
    }))
    .sort((a, b) => rankOf(a.role) - rankOf(b.role) || (a.fromOn < b.fromOn ? -1 : 1));
  const carried: CarriedAssignment[] = [];
  for (const one of wanted) {
    const taken = [...held, ...carried].some(
      (other) => other.officerId === one.officerId && overlap(other, one),
    );
    if (!taken) carried.push(one);
  }
  return carried;
}

const rankOf = (role: AssignmentRole): number => ASSIGNMENT_ROLES.indexOf(role);

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
