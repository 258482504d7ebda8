import type { AssignmentRole } from './assignment-role.js';
import type { DayRange } from './day-range.js';

/** An assignment as the registry holds it. */
export interface KnownAssignment extends DayRange {
  id: string;
  neighbourhoodId: string;
  officerId: string;
  role: AssignmentRole;
}
