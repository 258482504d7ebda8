import { grouped } from '../../common/domain/grouped.js';
import { localDayOf } from '../../common/calendar.js';
import { assignmentsToChange, type StoredAssignment } from '../assignments-bulk.query.js';
import { ASSIGNMENT_RULES, storeById } from '../assignments-by-id.js';
import {
  type ChangesById,
  changesById,
  clashesById,
  type PlanById,
} from '../domain/assignment-plan-by-id.js';
import { isNamedRole } from '../domain/assignment-role.js';
import { ASSIGNMENT_LAYOUT, type AssignmentRow, parseAssignmentRow } from '../domain/assignment-row.js';
import { clashProblem, daysProblem, rankProblems, type ResolvedRow } from './assignment-problems.js';
import { breathe } from './breathe.js';
import { type Placed, readCsv } from './csv-file.js';
import {
  gather,
  type ImportContext,
  type ImportPlan,
  type PlannedRow,
  type ReadFile,
  type ReadOptions,
} from './import-context.js';
import type { ImportProblem } from './import-problem.js';
import { noOfficer, noPlace, officersOfFile, placesOfFile } from './people-and-places.query.js';
import { differencesOf, endsEarlier, plannedBy, type Values } from './plan-rows.js';
import { repeatsOf } from './repeats.js';

/**
 * Adds and changes assignments; what the file does not name stays as it is. An assignment is known by the force's own id,
 * or without one by neighbourhood, officer, role and first day, and then only its last day can change.
 */
export async function readAssignments(bytes: Buffer, options: ReadOptions): Promise<ReadFile> {
  const { forceId, mapping } = options;
  const file = await readCsv(bytes, {
    layout: ASSIGNMENT_LAYOUT,
    mapping,
    forceId,
    parseRow: parseAssignmentRow,
  });
  const unique = repeatsOf(file.rows, ({ externalId, neighbourhoodCode, collarNumber, role, fromOn }) =>
    externalId === null
      ? [neighbourhoodCode, collarNumber, role, fromOn].join('\n')
      : `external_id ${externalId}`,
  );
  return plannedBy(planFile, file, unique);
}

type Changes = ChangesById<StoredAssignment, ResolvedRow>;

async function planFile(context: ImportContext, rows: readonly Placed<AssignmentRow>[]): Promise<ImportPlan> {
  const { manager, forceId, at } = context;
  const codes = rows.map(({ neighbourhoodCode }) => neighbourhoodCode);
  const places = await placesOfFile(manager, forceId, codes);
  const collars = rows.map(({ collarNumber }) => collarNumber);
  const officers = await officersOfFile(manager, forceId, collars);
  const placeIds = [...places.values()].map(({ id }) => id);
  const recorded = await recordedOf(context, placeIds, rows);
  const byExternalId = new Map(recorded.map((one) => [one.externalId, one]));
  const byIdentity = new Map(recorded.map((one) => [identityOf(one), one]));

  const problems: ImportProblem[] = [];
  const wanted: ResolvedRow[] = [];
  for (const { line, neighbourhoodCode: code, untilOn: given, ...row } of rows) {
    const { collarNumber, externalId, fromOn } = row;
    const where = `line ${line}`;
    const place = places.get(code);
    const officer = officers.get(collarNumber);
    if (!place) problems.push({ where, column: 'neighbourhood_code', reason: noPlace(code, forceId) });
    if (!officer) problems.push({ where, column: 'collar_number', reason: noOfficer(collarNumber, forceId) });
    if (!place || !officer) continue;
    const resolved = { ...row, line, code, neighbourhoodId: place.id, officerId: officer.id };
    const named = externalId === null ? undefined : byExternalId.get(externalId);
    const held = named ?? byIdentity.get(identityOf(resolved));
    const untilOn = given === undefined ? (held?.untilOn ?? null) : given;
    const days = daysProblem({ line, fromOn, untilOn }, place, officer);
    if (days) problems.push(days);
    wanted.push({ ...resolved, untilOn });
  }

  const changes: Changes = changesById<StoredAssignment, ResolvedRow>(recorded, wanted, ASSIGNMENT_RULES);
  problems.push(...(await clashesOf(changes.untouched, wanted)).map(clashProblem));
  const changed = [...changes.shrunk, ...changes.grown, ...changes.moved];
  const named = [...changes.added, ...changed.map((change) => change.wanted)].filter(({ role }) =>
    isNamedRole(role),
  );
  const officersById = new Map([...officers.values()].map((officer) => [officer.id, officer]));
  problems.push(...rankProblems(named, officersById, localDayOf(at)));
  const withheld = named.filter(({ officerId }) => officersById.get(officerId)!.nameWithheld).length;
  return {
    rows: [...changes.added.map(addedRow), ...changed.map(changedRow)],
    unchanged: changes.same.length,
    problems,
    notes:
      withheld > 0 ? [`${withheld} named officers have their name withheld: they count as unpublished.`] : [],
    async store() {
      const added = await storeById(manager, forceId, at, changes, context.onProgress);
      return {
        subjectKind: 'assignment',
        added: added.map(({ id }) => id),
        changed: changed.map(({ held }) => held.id),
      };
    },
  };
}

/** All of these neighbourhoods, of any time, and those that have the ids of the file wherever they are. */
async function recordedOf(
  { manager, forceId }: ImportContext,
  placeIds: readonly string[],
  rows: readonly AssignmentRow[],
): Promise<StoredAssignment[]> {
  const ask = (neighbourhoodIds: string[], externalIds: string[]): Promise<StoredAssignment[]> =>
    assignmentsToChange(manager, forceId, { neighbourhoodIds, externalIds }, { lock: false });
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  const found = [
    ...(await gather(placeIds, (batch) => ask(batch, []))),
    ...(await gather(externalIds, (batch) => ask([], batch))),
  ];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/** Only assignments of one neighbourhood can be in each other's way, so others have their turn between two. */
async function clashesOf(
  untouched: readonly StoredAssignment[],
  wanted: readonly ResolvedRow[],
): Promise<PlanById<StoredAssignment, ResolvedRow>['clashes']> {
  const kept = grouped(untouched, ({ neighbourhoodId }) => neighbourhoodId);
  const clashes: PlanById<StoredAssignment, ResolvedRow>['clashes'] = [];
  for (const [id, rows] of grouped(wanted, ({ neighbourhoodId }) => neighbourhoodId)) {
    await breathe();
    clashes.push(...clashesById<StoredAssignment, ResolvedRow>(kept.get(id) ?? [], rows, ASSIGNMENT_RULES));
  }
  return clashes;
}

function addedRow({ line, code, collarNumber, role, fromOn, untilOn, externalId }: ResolvedRow): PlannedRow {
  const values = { from: fromOn, until: untilOn, external_id: externalId };
  const key = keyOf({ code, collarNumber, role });
  return { line, key, change: 'added', differences: differencesOf(undefined, values) };
}

function changedRow({ held, wanted }: Changes['moved'][number]): PlannedRow {
  const { line, externalId } = wanted;
  const differences = differencesOf(valuesOf(held), {
    ...valuesOf(wanted),
    external_id: externalId ?? undefined,
  });
  const change = endsEarlier(differences, 'until') ? 'ended' : 'changed';
  const [was, key] = [keyOf(held), keyOf(wanted)];
  return { line, key: was === key ? key : `${key} (was ${was})`, change, differences };
}

const keyOf = ({
  code,
  collarNumber,
  role,
}: Pick<ResolvedRow | StoredAssignment, 'code' | 'collarNumber' | 'role'>): string =>
  `${code} ${collarNumber} ${role}`;

const valuesOf = (one: ResolvedRow | StoredAssignment): Values => ({
  neighbourhood_code: one.code,
  collar_number: one.collarNumber,
  role: one.role,
  from: one.fromOn,
  until: one.untilOn,
  external_id: one.externalId,
});

const identityOf = ({
  neighbourhoodId,
  officerId,
  role,
  fromOn,
}: Pick<StoredAssignment, 'neighbourhoodId' | 'officerId' | 'role' | 'fromOn'>): string =>
  `${neighbourhoodId} ${officerId} ${role} ${fromOn}`;
