import { mostHours } from '../absences/domain/absence-facts.js';
import type { DayRange } from '../domain/day-range.js';
import { absenceClashes, type DatedAbsence } from './domain/absence-clashes.js';
import { ABSENCE_LAYOUT, type AbsenceRow, parseAbsenceRow } from './domain/absence-row.js';
import { type Placed, readCsv } from './csv-file.js';
import {
  gather,
  type ImportContext,
  type ImportPlan,
  type ReadFile,
  type ReadOptions,
} from './import-context.js';
import type { ImportProblem } from './import-problem.js';
import { noOfficer, officersOfFile } from './people-and-places.query.js';
import { endsEarlier, planRows, type WantedRow, plannedBy } from './plan-rows.js';
import { type RecordedAbsence, recordedAbsences } from './recorded-rows.query.js';
import { repeatsOf } from './repeats.js';
import { type StoredTable, storeRows } from './store-rows.query.js';

const ABSENCE: StoredTable = {
  table: 'absence',
  values: {
    officer_id: 'uuid',
    kind: 'text',
    from: 'date',
    until: 'date',
    hours: 'numeric',
    external_id: 'text',
  },
  columns: {
    officer_id: 'w.officer_id',
    kind: 'w.kind',
    during: 'daterange(w."from", w.until + 1)',
    hours: 'w.hours',
    external_id: 'w.external_id',
  },
  onAdding: { recorded_at: '$2' },
};

/**
 * Adds and changes absences; what the file does not name stays as it is. An absence is known by the force's own id, or
 * without one by officer, kind and first day.
 */
export async function readAbsences(bytes: Buffer, { forceId, mapping }: ReadOptions): Promise<ReadFile> {
  const file = await readCsv(bytes, { layout: ABSENCE_LAYOUT, mapping, forceId, parseRow: parseAbsenceRow });
  const unique = repeatsOf(file.rows, (row) =>
    row.externalId
      ? `external_id ${row.externalId}`
      : `absence ${row.collarNumber} ${row.kind} ${row.fromOn}`,
  );
  return plannedBy(planFile, file, unique);
}

interface Dated extends DatedAbsence {
  line: number;
}

async function planFile(context: ImportContext, rows: readonly Placed<AbsenceRow>[]): Promise<ImportPlan> {
  const { manager, forceId } = context;
  const collars = rows.map(({ collarNumber }) => collarNumber);
  const officers = await officersOfFile(manager, forceId, collars);
  const recorded = await recordedOf(
    context,
    rows,
    [...officers.values()].map(({ id }) => id),
  );
  const byKey = new Map(recorded.map((one) => [`${one.officerId} ${one.kind} ${one.fromOn}`, one]));
  const byId = new Map(recorded.map((one) => [one.externalId, one]));
  const problems: ImportProblem[] = [];
  const wanted: WantedRow[] = [];
  const dated: Dated[] = [];
  for (const row of rows) {
    const officer = officers.get(row.collarNumber);
    if (!officer) {
      const reason = noOfficer(row.collarNumber, forceId);
      problems.push({ where: `line ${row.line}`, column: 'collar_number', reason });
      continue;
    }
    const held =
      (row.externalId ? byId.get(row.externalId) : undefined) ??
      byKey.get(`${officer.id} ${row.kind} ${row.fromOn}`);
    const untilOn = row.untilOn === undefined ? (held?.untilOn ?? null) : row.untilOn;
    const hours = row.hours === undefined ? (held?.hours ?? null) : row.hours;
    const wrongHours = row.kind === 'abstraction' && hoursRefusal(hours, { fromOn: row.fromOn, untilOn });
    if (wrongHours) problems.push({ where: `line ${row.line}`, column: 'hours', reason: wrongHours });
    wanted.push({
      line: row.line,
      key: `${row.collarNumber} ${row.kind}`,
      values: {
        ...valuesOf({ ...row, untilOn, hours, officerId: officer.id }),
        external_id: row.externalId ?? undefined,
      },
      known: held && { id: held.id, values: valuesOf(held) },
    });
    dated.push({ line: row.line, officerId: officer.id, kind: row.kind, fromOn: row.fromOn, untilOn });
  }
  const named = new Set(wanted.flatMap(({ known }) => known?.id ?? []));
  const clashes = absenceClashes(
    recorded.filter(({ id }) => !named.has(id)),
    dated,
  );
  problems.push(...clashes.map(clashProblem));
  const plan = await planRows(wanted, (differences) => endsEarlier(differences, 'until'));
  return {
    ...plan,
    problems,
    notes: [],
    absences: dated.filter(({ kind }) => kind !== 'abstraction'),
    async store() {
      await storeRows(context, ABSENCE, plan);
      const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
      return { subjectKind: 'absence', added: ids(plan.added), changed: ids(plan.changed) };
    },
  };
}

async function recordedOf(
  { manager, forceId }: ImportContext,
  rows: readonly AbsenceRow[],
  officerIds: readonly string[],
): Promise<RecordedAbsence[]> {
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  const found = [
    ...(await gather(officerIds, (batch) =>
      recordedAbsences(manager, forceId, { officerIds: batch, externalIds: [] }),
    )),
    ...(await gather(externalIds, (batch) =>
      recordedAbsences(manager, forceId, { officerIds: [], externalIds: batch }),
    )),
  ];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

function valuesOf(
  absence: Omit<RecordedAbsence, 'id' | 'externalId'> & { externalId: string | null },
): Record<string, string | null> {
  return {
    officer_id: absence.officerId,
    collar_number: absence.collarNumber,
    kind: absence.kind,
    from: absence.fromOn,
    until: absence.untilOn,
    hours: absence.hours,
    external_id: absence.externalId,
  };
}

function hoursRefusal(hours: string | null, days: DayRange): string | undefined {
  if (hours === null) return 'is missing; an abstraction has the hours of its days together';
  const most = mostHours(days);
  return most !== null && Number(hours) > most
    ? `is ${hours}, and these days have ${most} hours; give the hours of all of them together, or other days`
    : undefined;
}

function clashProblem({ line, with: other }: { line: number; with: DatedAbsence }): ImportProblem {
  const until = other.untilOn ? `until ${other.untilOn}` : 'with no end set';
  const what = `${other.kind} from ${other.fromOn} ${until}`;
  const reason =
    other.line === undefined
      ? `overlaps what is recorded: ${what}; an officer has one absence on a day, so give that one its last day in the file too`
      : `overlaps line ${other.line}: ${what}; an officer has one absence on a day`;
  return { where: `line ${line}`, column: 'from', reason };
}
