import type { EntityManager } from 'typeorm';
import { inBatches, type ImportContext } from './import-context.js';
import type { RowPlan, RowToStore } from './plan-rows.js';

/** How the rows of a plan are written to a table: our own words only, never those of a file. */
export interface StoredTable {
  table: string;
  /** The values by name, with PostgreSQL's type. */
  values: Readonly<Record<string, string>>;
  /** By column of the table the expression over the values, which are those of `w`. */
  columns: Readonly<Record<string, string>>;
  /** Written when a row is added and never again; `$2` is the instant. */
  onAdding?: Readonly<Record<string, string>>;
}

const BATCH = 1_000;

/** Writes what a plan changes and adds; what ends or changes first, so that a new period finds the place free. */
export async function storeRows(
  { manager, forceId, at, onProgress }: ImportContext,
  table: StoredTable,
  { added, changed }: Pick<RowPlan, 'added' | 'changed'>,
): Promise<void> {
  const total = added.length + changed.length;
  await inBatches(
    changed,
    BATCH,
    (done) => onProgress(done, total),
    (batch) => changeRows(manager, forceId, table, batch),
  );
  await inBatches(
    added,
    BATCH,
    (done) => onProgress(changed.length + done, total),
    (batch) => addRows(manager, forceId, at.toISO()!, table, batch),
  );
}

/** Store these rows, all new. */
async function addRows(
  manager: EntityManager,
  forceId: string,
  at: string,
  { table, values, columns, onAdding = {} }: StoredTable,
  batch: readonly RowToStore[],
): Promise<void> {
  const all = { ...columns, ...onAdding };
  await manager.query(
    `insert into ${table} (force_id, id, ${Object.keys(all).join(', ')})
     select $1, w.id, ${Object.values(all).join(', ')}
     from ${unnested(values, 3)} where $2::timestamptz is not null`,
    [forceId, at, ...parametersOf(values, batch)],
  );
}

/** Give these rows other values. */
async function changeRows(
  manager: EntityManager,
  forceId: string,
  { table, values, columns }: StoredTable,
  batch: readonly RowToStore[],
): Promise<void> {
  const settings = Object.entries(columns).map(([column, expression]) => `${column} = ${expression}`);
  await manager.query(
    `update ${table} t set ${settings.join(', ')}
     from ${unnested(values, 2)} where t.force_id = $1 and t.id = w.id`,
    [forceId, ...parametersOf(values, batch)],
  );
}

function unnested(values: StoredTable['values'], first: number): string {
  const names = Object.keys(values).map((name) => `"${name}"`);
  const types = ['uuid', ...Object.values(values)].map((type, i) => `$${first + i}::${type}[]`);
  return `unnest(${types.join(', ')}) as w (id, ${names.join(', ')})`;
}

function parametersOf(values: StoredTable['values'], batch: readonly RowToStore[]): unknown[] {
  return [
    batch.map(({ id }) => id),
    ...Object.keys(values).map((name) => batch.map((row) => row.values[name] ?? null)),
  ];
}
