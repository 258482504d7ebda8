import type { EntityManager } from 'typeorm';
import type { Reference } from './undo-checks.query.js';

/** One import whose changes are looked at; `$1` and `$2` of every statement here. */
export interface UndoneImport {
  forceId: string;
  importId: string;
}

/** What an import left in a table, by the row: what stood there before it, and after. */
export const TOUCHED = (kind: string): string => `(
  select h.row_id as id, (array_agg(h.before order by h.id))[1] as before, (array_agg(h.after order by h.id desc))[1] as after, max(h.id) as last
  from registry_history h where h.force_id = $1 and h.import_id = $2 and h.kind = '${kind}' group by h.row_id)`;

/** Counted by the database itself, or set by the force's admins alone and by no import: no difference. */
export const BOOKKEEPING = `array['version', 'updated_at', 'publishes_headline']`;

export interface TouchedTable {
  kind: string;
  /** Its columns but for the key and what the database counts. */
  columns: string[];
}

/**
 * For what follows in this transaction, join whole tables and not row by row: of rows that were only just written the
 * planner knows no number, and row by row 50,000 of them take hours.
 */
export async function joinWholeTables(manager: EntityManager, whole: boolean): Promise<void> {
  await manager.query(`set local enable_nestloop = ${whole ? 'off' : 'on'}`);
}

/** Which tables has the import touched, in the order in which it came to them? */
export async function touchedTables(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
): Promise<TouchedTable[]> {
  return manager.query<TouchedTable[]>(
    `select t.kind, (select array_agg(quote_ident(a.attname)::text) from pg_attribute a
        where a.attrelid = t.kind::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and a.attname not in ('force_id', 'id', 'version')) as columns
     from (select kind, min(id) as first from registry_history where force_id = $1 and import_id = $2 group by kind) t
     order by t.first`,
    [forceId, importId],
  );
}

/** Remove the rows that the import added. */
export async function removeAdded(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  { kind }: TouchedTable,
): Promise<void> {
  await manager.query(
    `delete from "${kind}" r using ${TOUCHED(kind)} t where t.before is null and r.force_id = $1 and r.id = t.id`,
    [forceId, importId],
  );
}

/** Give the rows that the import changed what they had before, and bring back those that it removed. */
export async function restoreChanged(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  { kind, columns }: TouchedTable,
): Promise<void> {
  const list = columns.join(', ');
  await manager.query(
    `update "${kind}" r set (${list}) = (select ${list} from jsonb_populate_record(null::"${kind}", t.before))
     from ${TOUCHED(kind)} t where t.before is not null and t.after is not null and r.force_id = $1 and r.id = t.id`,
    [forceId, importId],
  );
  await manager.query(
    `insert into "${kind}" select b.* from ${TOUCHED(kind)} t
       cross join lateral jsonb_populate_record(null::"${kind}", t.before) b
     where t.before is not null and t.after is null`,
    [forceId, importId],
  );
}

/** How many rows of the table are not as they were before the import? None, or the undoing is undone. */
export async function notRestored(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  kind: string,
): Promise<number> {
  const [found] = await manager.query<{ rows: number }[]>(
    `select count(*)::int as rows from ${TOUCHED(kind)} t
       left join "${kind}" r on r.force_id = $1 and r.id = t.id
     where to_jsonb(r) - ${BOOKKEEPING} is distinct from t.before - ${BOOKKEEPING}`,
    [forceId, importId],
  );
  return found!.rows;
}

export interface UndoneSubject {
  id: string;
  removed: boolean;
}

/** Whose records did the import write in this table: of whom or of what, and did it add the row? */
export async function subjectsOf(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  kind: string,
  column: string,
): Promise<UndoneSubject[]> {
  return manager.query<UndoneSubject[]>(
    `select distinct coalesce(t.after, t.before) ->> $3::text as id, t.before is null as removed from ${TOUCHED(kind)} t`,
    [forceId, importId, column],
  );
}

/** Forget what is worked out from boundaries of rows that the import added. */
export async function forgetDerived(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  { table, column }: Reference,
  kind: string,
): Promise<void> {
  await manager.query(
    `delete from ${table} c using ${TOUCHED(kind)} t where t.before is null and c.force_id = $1 and c."${column}" = t.id`,
    [forceId, importId],
  );
}
