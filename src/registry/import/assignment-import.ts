import { localDayOf } from '../../common/calendar.js';
import { type Clash, planAssignments, type WantedAssignment } from '../domain/assignment-plan.js';
import { isNamedRole, ROLE_LABELS } from '../domain/assignment-role.js';
import { ASSIGNMENT_COLUMNS, type AssignmentRow, parseAssignmentRow } from '../domain/assignment-row.js';
import { overlap } from '../domain/day-range.js';
import { mayBeNamed, namedRanksText, rankLabel } from '../domain/rank.js';
import { type NamedOfficer, officersByCollarNumber } from '../officer-lookup.query.js';
import { RANKS } from '../ranks.js';
import {
  addAssignments,
  assignmentsOf,
  endAssignments,
  type NamedPlace,
  neighbourhoodsByCode,
  type RecordedAssignment,
} from './assignment-import.query.js';
import { readCsv } from './csv-file.js';
import { type Applied, type ImportContext, inBatches } from './import-context.js';
import { type ImportProblem, inOrder, problemsAt, refuseIfAny } from './import-problem.js';

export interface PlacedAssignment extends AssignmentRow {
  line: number;
}

export interface AssignmentFile {
  rows: PlacedAssignment[];
  /** What the file alone shows; the registry shows more of the rows that can be read. */
  problems: ImportProblem[];
}

/** The rows that can be read, and every problem of the others. */
export function readAssignments(text: string): AssignmentFile {
  const file = readCsv(text, ASSIGNMENT_COLUMNS);
  const problems: ImportProblem[] = [...file.problems];
  const rows: PlacedAssignment[] = [];
  for (const { line, cells } of file.rows) {
    const parsed = parseAssignmentRow(cells);
    if ('problems' in parsed) problems.push(...problemsAt(`line ${line}`, parsed.problems));
    else rows.push({ line, ...parsed.row });
  }
  return { rows, problems };
}

/**
 * Adds assignments and moves last days; what the file does not name stays as it is.
 * @throws DomainError with every row that names nobody, breaks a rule, or overlaps another or a recorded one.
 */
export async function importAssignments(
  context: ImportContext,
  { rows, problems: ofTheFile }: AssignmentFile,
): Promise<Applied> {
  const { manager, forceId, at } = context;
  const codes = [...new Set(rows.map((row) => row.neighbourhoodCode))];
  const collars = [...new Set(rows.map((row) => row.collarNumber))];
  const places = new Map(
    (await neighbourhoodsByCode(manager, forceId, codes)).map((place) => [place.code, place]),
  );
  const officers = new Map(
    (await officersByCollarNumber(manager, forceId, collars)).map((o) => [o.collarNumber, o]),
  );
  const { wanted, problems } = resolve(rows, places, officers, forceId);
  problems.push(...ofTheFile);

  const recorded = await assignmentsOf(
    manager,
    forceId,
    [...places.values()].map(({ id }) => id),
  );
  const plan = planAssignments(recorded, wanted);
  problems.push(...plan.clashes.map((clash) => clashProblem(clash, recorded)));
  const named = [...plan.added, ...plan.changed.map((change) => change.wanted)].filter(({ role }) =>
    isNamedRole(role),
  );
  const byId = new Map([...officers.values()].map((officer) => [officer.id, officer]));
  problems.push(...rankProblems(named, byId, localDayOf(at)));
  refuseIfAny(inOrder(problems));

  const applied: Applied = {
    rows: rows.length,
    added: [],
    changed: [],
    unchanged: plan.unchanged,
    notes: [],
  };
  const total = plan.changed.length + plan.added.length;
  const onProgress = (done: number): void => context.onProgress(plan.changed.length + done, total);
  // Ends first, so that a successor finds the place free.
  applied.changed = await endAssignments(manager, forceId, plan.changed);
  await inBatches(plan.added, 1_000, onProgress, async (batch) => {
    applied.added.push(...(await addAssignments(manager, forceId, at, batch)));
  });
  const withheld = named.filter(({ officerId }) => byId.get(officerId)!.nameWithheld).length;
  if (withheld > 0)
    applied.notes.push(`${withheld} named officers have their name withheld: they count as unpublished.`);
  return applied;
}

function resolve(
  rows: readonly PlacedAssignment[],
  places: ReadonlyMap<string, NamedPlace>,
  officers: ReadonlyMap<string, NamedOfficer>,
  forceId: string,
): { wanted: WantedAssignment[]; problems: ImportProblem[] } {
  const wanted: WantedAssignment[] = [];
  const problems: ImportProblem[] = [];
  for (const { line, neighbourhoodCode, collarNumber, role, fromOn, untilOn } of rows) {
    const where = `line ${line}`;
    const place = places.get(neighbourhoodCode);
    const officer = officers.get(collarNumber);
    if (!place) {
      const reason = `${neighbourhoodCode} is no neighbourhood of ${forceId}; import the neighbourhoods first`;
      problems.push({ where, column: 'neighbourhood_code', reason });
    }
    if (!officer) {
      const reason = `${collarNumber} is no officer of ${forceId}; import the officers first`;
      problems.push({ where, column: 'collar_number', reason });
    }
    if (!place || !officer) continue;
    if (!overlap({ fromOn, untilOn }, place)) {
      const reason = `the neighbourhood does not exist then: it begins on ${place.fromOn}${place.untilOn ? ` and ends on ${place.untilOn}` : ''}`;
      problems.push({ where, column: 'from', reason });
    }
    wanted.push({ line, neighbourhoodId: place.id, officerId: officer.id, role, fromOn, untilOn });
  }
  return { wanted, problems };
}

/** Of assignments that are over the rank then held is not known, so today's does not count against them. */
function rankProblems(
  named: readonly WantedAssignment[],
  officers: ReadonlyMap<string, NamedOfficer>,
  todayOn: string,
): ImportProblem[] {
  return named
    .filter(({ untilOn }) => untilOn === null || untilOn >= todayOn)
    .filter(({ officerId }) => !mayBeNamed(RANKS, officers.get(officerId)!.rank))
    .map(({ line, officerId, role }) => ({
      where: `line ${line}`,
      column: 'role',
      reason: `${role} cannot be a ${rankLabel(RANKS, officers.get(officerId)!.rank)}; a named officer is a ${namedRanksText(RANKS)}`,
    }));
}

function clashProblem(
  { line, kind, with: other }: Clash,
  recorded: readonly RecordedAssignment[],
): ImportProblem {
  const where = `line ${line}`;
  if (kind === 'same-row')
    return { where, reason: `repeats line ${(other as { line: number }).line}; remove one` };
  const column = 'from';
  if ('line' in other) {
    const what =
      kind === 'second-lead'
        ? 'a second lead of the neighbourhood'
        : 'a second role of the officer in the neighbourhood';
    return { where, column, reason: `overlaps line ${other.line}: ${what} on the same days` };
  }
  const holder = recorded.find(({ id }) => id === other.id)!;
  const until = holder.untilOn ? `until ${holder.untilOn}` : 'until further notice';
  const what = `officer ${holder.collarNumber} is ${ROLE_LABELS[holder.role].toLowerCase()} from ${holder.fromOn} ${until}`;
  return {
    where,
    column,
    reason: `overlaps what is recorded: ${what}; give that assignment its last day in the file too`,
  };
}
