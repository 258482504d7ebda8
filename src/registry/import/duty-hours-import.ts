import { DUTY_HOURS_LAYOUT, type DutyHoursRow, parseDutyHoursRow } from './domain/duty-hours-row.js';
import { type Placed, readCsv } from './csv-file.js';
import { recordedDutyMonths } from './recorded-rows.query.js';
import {
  gather,
  type ImportContext,
  type ImportPlan,
  type ReadFile,
  type ReadOptions,
} from './import-context.js';
import type { ImportProblem } from './import-problem.js';
import { noOfficer, officersOfFile } from './people-and-places.query.js';
import { planRows, storedOf, type WantedRow, plannedBy } from './plan-rows.js';
import { repeatsOf } from './repeats.js';
import { type StoredTable, storeRows } from './store-rows.query.js';

const DUTY_MONTH: StoredTable = {
  table: 'duty_month',
  values: { officer_id: 'uuid', month: 'date', rostered_hours: 'numeric', abstracted_hours: 'numeric' },
  columns: {
    officer_id: 'w.officer_id',
    month_on: 'w.month',
    rostered_hours: 'w.rostered_hours',
    abstracted_hours: 'w.abstracted_hours',
  },
};

/** Adds and changes the hours of an officer in a month; what the file does not name stays as it is. */
export async function readDutyHours(bytes: Buffer, { forceId, mapping }: ReadOptions): Promise<ReadFile> {
  const file = await readCsv(bytes, {
    layout: DUTY_HOURS_LAYOUT,
    mapping,
    forceId,
    parseRow: parseDutyHoursRow,
  });
  const unique = repeatsOf(file.rows, ({ collarNumber, monthOn }) => `${monthOn} ${collarNumber}`);
  return plannedBy(planFile, file, unique);
}

async function planFile(context: ImportContext, rows: readonly Placed<DutyHoursRow>[]): Promise<ImportPlan> {
  const { manager, forceId } = context;
  const officers = await officersOfFile(
    manager,
    forceId,
    rows.map(({ collarNumber }) => collarNumber),
  );
  const known = rows.flatMap(({ collarNumber, monthOn }) => {
    const officer = officers.get(collarNumber);
    return officer ? [{ officerId: officer.id, monthOn }] : [];
  });
  const recorded = await gather(known, (batch) => recordedDutyMonths(manager, forceId, batch));
  const byKey = new Map(recorded.map((month) => [`${month.monthOn} ${month.officerId}`, month]));
  const problems: ImportProblem[] = [];
  const wanted: WantedRow[] = [];
  for (const { line, collarNumber, monthOn, rosteredHours, abstractedHours } of rows) {
    const officer = officers.get(collarNumber);
    if (!officer) {
      problems.push({
        where: `line ${line}`,
        column: 'collar_number',
        reason: noOfficer(collarNumber, forceId),
      });
      continue;
    }
    const held = byKey.get(`${monthOn} ${officer.id}`);
    wanted.push({
      line,
      key: `${collarNumber} ${monthOn.slice(0, 7)}`,
      values: {
        officer_id: officer.id,
        collar_number: collarNumber,
        month: monthOn,
        rostered_hours: rosteredHours,
        abstracted_hours: abstractedHours,
      },
      known: held && {
        id: held.id,
        values: {
          officer_id: held.officerId,
          collar_number: collarNumber,
          month: held.monthOn,
          rostered_hours: held.rosteredHours,
          abstracted_hours: held.abstractedHours,
        },
      },
    });
  }
  const plan = await planRows(wanted);
  return {
    ...plan,
    problems,
    notes: [],
    async store() {
      await storeRows(context, DUTY_MONTH, plan);
      return storedOf('officer', 'officer_id', plan);
    },
  };
}
