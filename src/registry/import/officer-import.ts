import { localDayOf } from '../../common/calendar.js';
import { OFFICER_LAYOUT, type OfficerRow, parseOfficerRow } from '../domain/officer-row.js';
import { RANKS } from '../ranks.js';
import { type Placed, readCsv } from './csv-file.js';
import {
  gather,
  type ImportContext,
  type ImportPlan,
  inBatches,
  type ReadFile,
  type ReadOptions,
} from './import-context.js';
import { namesakeNotes, withoutDoubles } from './domain/officer-doubles.js';
import { type ImportProblem, problemsAt } from './import-problem.js';
import {
  assignedOutOfService,
  correctRanks,
  type RecordedOfficer,
  recordedOfficers,
} from './officer-import.query.js';
import { endsEarlier, planRows, type RowToStore, type Values, type WantedRow } from './plan-rows.js';
import { upsertOfficers } from './upsert-officers.query.js';

/** Adds and changes officers by their collar number; those whom the file does not name stay as they are. */
export async function readOfficers(
  bytes: Buffer,
  { forceId, mapping, todayOn }: ReadOptions,
): Promise<ReadFile> {
  const file = await readCsv(bytes, {
    layout: OFFICER_LAYOUT,
    mapping,
    forceId,
    parseRow: (cells) => parseOfficerRow(cells, RANKS, todayOn),
  });
  const { rows, doubles } = withoutDoubles(file.rows);
  return {
    total: file.total,
    problems: [...file.problems, ...doubles.flatMap(({ line, ...it }) => problemsAt(`line ${line}`, [it]))],
    notes: [...file.notes, ...namesakeNotes(rows)],
    plan: (context, without) =>
      planOfficers(
        context,
        rows.filter(({ line }) => !without.has(line)),
      ),
  };
}

async function planOfficers(
  context: ImportContext,
  rows: readonly Placed<OfficerRow>[],
): Promise<ImportPlan> {
  const { manager, forceId, at } = context;
  const recorded = await gather(rows, (batch) =>
    recordedOfficers(manager, forceId, localDayOf(at), {
      collarNumbers: batch.map(({ collarNumber }) => collarNumber),
      externalIds: batch.flatMap(({ externalId }) => externalId ?? []),
    }),
  );
  const byCollar = new Map(recorded.map((officer) => [officer.collarNumber, officer]));
  const byExternalId = new Map(recorded.map((officer) => [officer.externalId, officer]));
  const problems: ImportProblem[] = [];
  const wanted: WantedRow[] = [];
  for (const row of rows) {
    const known = byCollar.get(row.collarNumber);
    const problem = problemWith(row, known, byExternalId);
    if (problem) problems.push({ where: `line ${row.line}`, ...problem });
    const values = valuesOf(row, known);
    const before = known && { id: known.id, values: recordedValues(known) };
    wanted.push({ line: row.line, key: row.collarNumber, values, known: before });
  }
  const plan = await planRows(wanted, (differences) => endsEarlier(differences, 'left_on'));
  const unreachable = rows.filter(({ collarNumber, dutyEmail }) =>
    dutyEmail === undefined ? !byCollar.get(collarNumber)?.dutyEmail : dutyEmail === null,
  ).length;
  const notes = unreachable
    ? [`${unreachable} officers have no duty_email: alerts for them go to the team mailbox.`]
    : [];
  return {
    ...plan,
    problems,
    notes,
    async store() {
      const isNew = new Set(plan.added);
      const stores = [...plan.changed, ...plan.added];
      await inBatches(stores, 1_000, context.onProgress, (batch) => storeOfficers(context, batch, isNew));
      const [added, changed] = [plan.added, plan.changed].map((list) => list.map(({ id }) => id)) as [
        string[],
        string[],
      ];
      const outside = await assignedOutOfService(manager, forceId, changed);
      if (outside > 0) {
        notes.push(
          `${outside} officers are assigned on days on which they do not serve: those days count as not covered by them.`,
        );
      }
      return { subjectKind: 'officer', added, changed };
    },
  };
}

async function storeOfficers(
  { manager, forceId, at }: ImportContext,
  batch: readonly RowToStore[],
  isNew: ReadonlySet<RowToStore>,
): Promise<void> {
  await upsertOfficers(
    manager,
    forceId,
    at,
    batch.map(({ id, values }) => ({
      id,
      collarNumber: values['collar_number']!,
      name: values['name']!,
      rank: values['rank']!,
      nameWithheld: values['name_withheld'] === 'yes',
      publicEmail: values['public_email']!,
      publicTelephone: values['public_telephone']!,
      dutyEmail: values['duty_email']!,
      joinedOn: values['joined_on']!,
      leftOn: values['left_on']!,
      externalId: values['external_id']!,
    })),
  );
  const since = batch.flatMap((row) => {
    const { id, values } = row;
    const fromOn = values['rank_from'];
    return fromOn ? [{ id, rank: values['rank']!, fromOn, isNew: isNew.has(row) }] : [];
  });
  await correctRanks(manager, forceId, localDayOf(at), since);
}

/**
 * What the file says against what is recorded. A rank that is recorded for longer than `rank_from` says stays so; one
 * that was entered late is put back to the day it is held from.
 */
function valuesOf(row: OfficerRow, known: RecordedOfficer | undefined): Values {
  const { rankFromOn } = row;
  const isLater =
    known?.rank === row.rank && (known.rankFromOn === null || (rankFromOn ?? '') >= known.rankFromOn);
  return {
    collar_number: row.collarNumber,
    name: row.name,
    rank: row.rank,
    rank_from: !rankFromOn || isLater ? undefined : rankFromOn,
    duty_email: row.dutyEmail,
    public_email: row.publicEmail,
    public_telephone: row.publicTelephone,
    name_withheld: row.nameWithheld === undefined && known ? undefined : row.nameWithheld ? 'yes' : 'no',
    // A blank cell is not known to the one who wrote the file: what was known already stays.
    joined_on: row.joinedOn ?? undefined,
    left_on: row.leftOn,
    external_id: row.externalId ?? undefined,
  };
}

function recordedValues(known: RecordedOfficer): Record<string, string | null> {
  return {
    collar_number: known.collarNumber,
    name: known.name,
    rank: known.rank,
    rank_from: null,
    duty_email: known.dutyEmail,
    public_email: known.publicEmail,
    public_telephone: known.publicTelephone,
    name_withheld: known.nameWithheld ? 'yes' : 'no',
    joined_on: known.joinedOn,
    left_on: known.leftOn,
    external_id: known.externalId,
  };
}

function problemWith(
  row: OfficerRow,
  known: RecordedOfficer | undefined,
  byExternalId: ReadonlyMap<string | null, RecordedOfficer>,
): Omit<ImportProblem, 'where'> | undefined {
  const other = row.externalId ? byExternalId.get(row.externalId) : undefined;
  if (other && other.collarNumber !== row.collarNumber) {
    const reason = `is recorded of officer ${other.collarNumber}; one person is one officer: use that collar number`;
    return { column: 'external_id', reason };
  }
  const joinedOn = row.joinedOn ?? known?.joinedOn;
  const leftOn = row.leftOn === undefined ? known?.leftOn : row.leftOn;
  if (joinedOn && leftOn && leftOn < joinedOn) {
    const column = row.leftOn ? 'left_on' : 'joined_on';
    return { column, reason: `the officer would leave on ${leftOn}, before joining on ${joinedOn}` };
  }
  return undefined;
}
