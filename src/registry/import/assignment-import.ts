import { localDayOf } from '../../common/calendar.js';
import { type AssignmentPlan, planAssignments, type WantedAssignment } from '../domain/assignment-plan.js';
import { isNamedRole } from '../domain/assignment-role.js';
import { ASSIGNMENT_LAYOUT, type AssignmentRow, parseAssignmentRow } from '../domain/assignment-row.js';
import {
  addAssignments,
  assignmentsOf,
  endAssignments,
  type RecordedAssignment,
} from './assignment-import.query.js';
import { clashProblem, daysProblem, rankProblems } from './assignment-problems.js';
import { breathe } from './breathe.js';
import { type Placed, readCsv } from './csv-file.js';
import {
  gather,
  type ImportContext,
  type ImportPlan,
  inBatches,
  type PlannedRow,
  type ReadFile,
  type ReadOptions,
} from './import-context.js';
import type { ImportProblem } from './import-problem.js';
import { noOfficer, noPlace, officersOfFile, placesOfFile } from './people-and-places.query.js';
import { endsEarlier, plannedBy } from './plan-rows.js';

/** Adds assignments and moves last days; what the file does not name stays as it is. */
export async function readAssignments(bytes: Buffer, options: ReadOptions): Promise<ReadFile> {
  const { forceId, mapping } = options;
  const file = await readCsv(bytes, {
    layout: ASSIGNMENT_LAYOUT,
    mapping,
    forceId,
    parseRow: parseAssignmentRow,
  });
  return plannedBy(planFile, file);
}

/** A row whose neighbourhood and officer are known, with the words a person knows it by. */
interface Resolved extends WantedAssignment {
  key: string;
}

async function planFile(context: ImportContext, rows: Placed<AssignmentRow>[]): Promise<ImportPlan> {
  const { manager, forceId, at } = context;
  const places = await placesOfFile(
    manager,
    forceId,
    rows.map((row) => row.neighbourhoodCode),
  );
  const officers = await officersOfFile(
    manager,
    forceId,
    rows.map((row) => row.collarNumber),
  );
  const placeIds = [...places.values()].map(({ id }) => id);
  const recorded = await gather(placeIds, (batch) => assignmentsOf(manager, forceId, batch));
  const lastDays = new Map(recorded.map((one) => [sameness(one), one.untilOn]));

  const problems: ImportProblem[] = [];
  const wanted: Resolved[] = [];
  for (const { line, neighbourhoodCode, collarNumber, role, fromOn, untilOn: given } of rows) {
    const where = `line ${line}`;
    const place = places.get(neighbourhoodCode);
    const officer = officers.get(collarNumber);
    if (!place)
      problems.push({ where, column: 'neighbourhood_code', reason: noPlace(neighbourhoodCode, forceId) });
    if (!officer) problems.push({ where, column: 'collar_number', reason: noOfficer(collarNumber, forceId) });
    if (!place || !officer) continue;
    const identity = { neighbourhoodId: place.id, officerId: officer.id, role, fromOn };
    const untilOn = given === undefined ? (lastDays.get(sameness(identity)) ?? null) : given;
    const days = daysProblem({ line, fromOn, untilOn }, place, officer);
    if (days) problems.push(days);
    wanted.push({ line, ...identity, untilOn, key: `${neighbourhoodCode} ${collarNumber} ${role}` });
  }

  const plan = await planByNeighbourhood(recorded, wanted);
  const byId = new Map(recorded.map((one) => [one.id, one]));
  problems.push(...plan.clashes.map((clash) => clashProblem(clash, byId)));
  const named = [...plan.added, ...plan.changed.map((change) => change.wanted)].filter(({ role }) =>
    isNamedRole(role),
  );
  const officersById = new Map([...officers.values()].map((officer) => [officer.id, officer]));
  problems.push(...rankProblems(named, officersById, localDayOf(at)));
  const withheld = named.filter(({ officerId }) => officersById.get(officerId)!.nameWithheld).length;
  return {
    rows: plannedRows(plan, wanted, byId),
    unchanged: plan.unchanged,
    problems,
    notes:
      withheld > 0 ? [`${withheld} named officers have their name withheld: they count as unpublished.`] : [],
    async store() {
      const total = plan.changed.length + plan.added.length;
      const onProgress = (done: number): void => context.onProgress(plan.changed.length + done, total);
      // Ends first, so that a successor finds the place free.
      const changed = await endAssignments(manager, forceId, plan.changed);
      const added: string[] = [];
      await inBatches(plan.added, 1_000, onProgress, async (batch) => {
        added.push(...(await addAssignments(manager, forceId, at, batch)));
      });
      return { subjectKind: 'assignment', added, changed };
    },
  };
}

/** Only assignments of one neighbourhood can be in each other's way, so each is planned by itself. */
async function planByNeighbourhood(
  recorded: readonly RecordedAssignment[],
  wanted: readonly WantedAssignment[],
): Promise<AssignmentPlan> {
  const whole: AssignmentPlan = { added: [], changed: [], unchanged: 0, clashes: [] };
  const known = byNeighbourhood(recorded);
  for (const [id, rows] of byNeighbourhood(wanted)) {
    await breathe();
    const plan = planAssignments(known.get(id) ?? [], rows);
    whole.added = whole.added.concat(plan.added);
    whole.changed = whole.changed.concat(plan.changed);
    whole.clashes = whole.clashes.concat(plan.clashes);
    whole.unchanged += plan.unchanged;
  }
  return whole;
}

function byNeighbourhood<T extends { neighbourhoodId: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.neighbourhoodId);
    if (group) group.push(one);
    else groups.set(one.neighbourhoodId, [one]);
  }
  return groups;
}

function plannedRows(
  { added, changed }: AssignmentPlan,
  wanted: readonly Resolved[],
  recorded: ReadonlyMap<string, RecordedAssignment>,
): PlannedRow[] {
  const keys = new Map(wanted.map(({ line, key }) => [line, key]));
  return [
    ...added.map(({ line, fromOn, untilOn }): PlannedRow => ({
      line,
      key: keys.get(line)!,
      change: 'added',
      differences: { from: [null, fromOn], ...(untilOn && { until: [null, untilOn] }) },
    })),
    ...changed.map(({ id, wanted: { line, untilOn } }): PlannedRow => {
      const differences: PlannedRow['differences'] = { until: [recorded.get(id)!.untilOn, untilOn] };
      const change = endsEarlier(differences, 'until') ? 'ended' : 'changed';
      return { line, key: keys.get(line)!, change, differences };
    }),
  ];
}

function sameness(one: Omit<WantedAssignment, 'line' | 'untilOn'>): string {
  return `${one.neighbourhoodId} ${one.officerId} ${one.role} ${one.fromOn}`;
}
