import type { AssignmentRole } from './assignment-role.js';
import { type DayRange, overlap } from './day-range.js';

/** An assignment as the registry holds it. */
export interface KnownAssignment extends DayRange {
  id: string;
  neighbourhoodId: string;
  officerId: string;
  role: AssignmentRole;
}

/** An assignment as a file wants it, with the line it stands in. */
export interface WantedAssignment extends DayRange {
  line: number;
  neighbourhoodId: string;
  officerId: string;
  role: AssignmentRole;
}

/** Two assignments that cannot both be; `with` is another line of the file or one already recorded. */
export interface Clash {
  line: number;
  kind: 'second-lead' | 'second-role' | 'same-row';
  with: { line: number } | KnownAssignment;
}

export interface AssignmentPlan {
  added: WantedAssignment[];
  changed: { id: string; wanted: WantedAssignment }[];
  unchanged: number;
  clashes: Clash[];
}

/**
 * What a file of assignments would do. A row is the same assignment as a recorded one if neighbourhood, officer,
 * role and first day agree; then only its last day may change. Recorded assignments that the file does not name stay.
 * A row clashes when the outcome would hold two leads of one neighbourhood on a day, or two roles of one officer in it.
 */
export function planAssignments(
  known: readonly KnownAssignment[],
  wanted: readonly WantedAssignment[],
): AssignmentPlan {
  const plan: AssignmentPlan = { added: [], changed: [], unchanged: 0, clashes: [] };
  const recorded = new Map(known.map((assignment) => [keyOf(assignment), assignment]));
  const first = new Map<string, WantedAssignment>();
  for (const row of wanted) {
    const key = keyOf(row);
    const twin = first.get(key);
    if (twin) {
      plan.clashes.push({ line: row.line, kind: 'same-row', with: { line: twin.line } });
      continue;
    }
    first.set(key, row);
    const same = recorded.get(key);
    if (!same) plan.added.push(row);
    else if (same.untilOn === row.untilOn) plan.unchanged += 1;
    else plan.changed.push({ id: same.id, wanted: row });
  }
  const untouched = known.filter((assignment) => !first.has(keyOf(assignment)));
  plan.clashes.push(...clashesOf([...first.values()], untouched));
  return plan;
}

function keyOf(assignment: Omit<KnownAssignment, 'id'> | WantedAssignment): string {
  const { neighbourhoodId, officerId, role, fromOn } = assignment;
  return `${neighbourhoodId} ${officerId} ${role} ${fromOn}`;
}

function clashesOf(rows: readonly WantedAssignment[], recorded: readonly KnownAssignment[]): Clash[] {
  const clashes: Clash[] = [];
  const byNeighbourhood = new Map<string, (WantedAssignment | KnownAssignment)[]>();
  for (const assignment of [...recorded, ...rows]) {
    const others = byNeighbourhood.get(assignment.neighbourhoodId);
    if (others) others.push(assignment);
    else byNeighbourhood.set(assignment.neighbourhoodId, [assignment]);
  }
  for (const row of rows) {
    const others = byNeighbourhood.get(row.neighbourhoodId) ?? [];
    const clash = others.find((other) => other !== row && isEarlier(other, row) && clashKind(other, row));
    if (clash) {
      clashes.push({ line: row.line, kind: clashKind(clash, row)!, with: clash });
    }
  }
  return clashes;
}

/** Of two rows that clash the later one is named; a recorded assignment stands before every row. */
function isEarlier(other: WantedAssignment | KnownAssignment, row: WantedAssignment): boolean {
  return !('line' in other) || other.line < row.line;
}

function clashKind(
  a: WantedAssignment | KnownAssignment,
  b: WantedAssignment,
): 'second-lead' | 'second-role' | undefined {
  if (!overlap(a, b)) return undefined;
  if (a.officerId === b.officerId) return 'second-role';
  return a.role === 'lead' && b.role === 'lead' ? 'second-lead' : undefined;
}
