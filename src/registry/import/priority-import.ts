import { PRIORITY_LAYOUT, parsePriorityRow, type PriorityRow } from './domain/priority-row.js';
import { type Placed, readCsv } from './csv-file.js';
import type { ImportContext, ImportPlan, ReadFile, ReadOptions } from './import-context.js';
import { endsEarlier, planRows, storedOf, type WantedRow, plannedBy } from './plan-rows.js';
import { rowsOfPlaces } from './place-rows.js';
import { type RecordedPriority, recordedPriorities } from './recorded-rows.query.js';
import { repeatsOf } from './repeats.js';
import { type StoredTable, storeRows } from './store-rows.query.js';

const PRIORITY: StoredTable = {
  table: 'priority',
  values: {
    neighbourhood_id: 'uuid',
    issue: 'text',
    issue_date: 'timestamptz',
    action: 'text',
    action_date: 'timestamptz',
    ended: 'date',
    external_id: 'text',
  },
  columns: {
    neighbourhood_id: 'w.neighbourhood_id',
    issue: 'w.issue',
    issue_at: 'w.issue_date',
    action: 'w.action',
    action_at: 'w.action_date',
    ended_on: 'w.ended',
    external_id: 'w.external_id',
  },
};

/**
 * Adds and changes priorities; what the file does not name stays as it is. A priority is known by the force's own id,
 * or without one by neighbourhood, issue and the date of the issue.
 */
export async function readPriorities(bytes: Buffer, { forceId, mapping }: ReadOptions): Promise<ReadFile> {
  const file = await readCsv(bytes, {
    layout: PRIORITY_LAYOUT,
    mapping,
    forceId,
    parseRow: parsePriorityRow,
  });
  const unique = repeatsOf(file.rows, (row) =>
    row.externalId ? `id ${row.externalId}` : `${row.neighbourhoodCode} ${row.issueAt} ${row.issue}`,
  );
  return plannedBy(planFile, file, unique);
}

async function planFile(context: ImportContext, rows: readonly Placed<PriorityRow>[]): Promise<ImportPlan> {
  const { manager, forceId } = context;
  const { places, recorded, problems } = await rowsOfPlaces(context, rows, (asked) =>
    recordedPriorities(manager, forceId, asked),
  );
  const byKey = new Map(recorded.map((one) => [`${one.neighbourhoodId} ${one.issueAt} ${one.issue}`, one]));
  const byId = new Map(recorded.map((one) => [one.externalId, one]));
  const wanted = rows.flatMap((row): WantedRow[] => {
    const place = places.get(row.neighbourhoodCode);
    if (!place) return [];
    const held =
      (row.externalId ? byId.get(row.externalId) : undefined) ??
      byKey.get(`${place.id} ${row.issueAt} ${row.issue}`);
    return [
      {
        line: row.line,
        key: row.neighbourhoodCode,
        values: {
          neighbourhood_id: place.id,
          neighbourhood_code: row.neighbourhoodCode,
          issue: row.issue,
          issue_date: row.issueAt,
          action: row.action,
          action_date: row.actionAt,
          ended: row.endedOn,
          external_id: row.externalId ?? undefined,
        },
        known: held && { id: held.id, values: recordedValues(held) },
      },
    ];
  });
  const plan = await planRows(wanted, (differences) => endsEarlier(differences, 'ended'));
  return {
    ...plan,
    problems,
    notes: [],
    async store() {
      await storeRows(context, PRIORITY, plan);
      return storedOf('neighbourhood', 'neighbourhood_id', plan);
    },
  };
}

function recordedValues(held: RecordedPriority): Record<string, string | null> {
  return {
    neighbourhood_id: held.neighbourhoodId,
    neighbourhood_code: held.code,
    issue: held.issue,
    issue_date: held.issueAt,
    action: held.action,
    action_date: held.actionAt,
    ended: held.endedOn,
    external_id: held.externalId,
  };
}
