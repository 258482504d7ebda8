import type { EntityManager } from 'typeorm';
import { BOOKKEEPING, TOUCHED, type UndoneImport } from './undo.query.js';

export interface ChangedSince {
  rows: number;
  /** What a person knows some of them by. */
  keys: string[];
  /** The files that changed some of them, if imports did. */
  imports: string[];
}

/** Which rows of the table are no longer as the import left them? */
export async function changedSince(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  kind: string,
): Promise<ChangedSince> {
  const [found] = await manager.query<ChangedSince[]>(
    `with changed as (
       select t.id, t.last, coalesce(t.after, t.before) as known from ${TOUCHED(kind)} t
         left join "${kind}" r on r.force_id = $1 and r.id = t.id
        where to_jsonb(r) - ${BOOKKEEPING} is distinct from t.after - ${BOOKKEEPING})
     select count(*)::int as rows,
       coalesce((select array_agg(k.key order by k.key) from (select distinct ${keyOf('c.known')} as key from changed c limit 5) k),
         '{}') as keys,
       coalesce((select array_agg(distinct i.source) from changed c
         join registry_history h on h.force_id = $1 and h.kind = '${kind}' and h.row_id = c.id and h.id > c.last and h.import_id <> $2
         join registry_import i on i.force_id = $1 and i.id = h.import_id and i.state = 'applied'), '{}') as imports
     from changed`,
    [forceId, importId],
  );
  return found!;
}

/** A row as a person knows it: by collar number or code, its own or that of whom it belongs to. */
function keyOf(row: string): string {
  return `coalesce(${row} ->> 'collar_number', ${row} ->> 'code',
    (select o.collar_number from officer o where o.force_id = $1 and o.id = (${row} ->> 'officer_id')::uuid),
    (select n.code from neighbourhood n where n.force_id = $1 and n.id = (${row} ->> 'neighbourhood_id')::uuid),
    -- The force's own row has an id of zeros, and its name says which it is.
    case when ${row} ->> 'id' = '00000000-0000-0000-0000-000000000000' then ${row} ->> 'name' end, ${row} ->> 'id')`;
}

export interface Reference {
  table: string;
  column: string;
}

/** Which columns of which tables point to rows of this table? Only those that the application may read. */
export async function referencesTo(manager: EntityManager, kind: string): Promise<Reference[]> {
  return manager.query<Reference[]>(
    `select c.conrelid::regclass::text as "table", a.attname::text as "column"
     from pg_constraint c cross join lateral unnest(c.conkey, c.confkey) as k (own, theirs)
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
       join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.theirs and b.attname = 'id'
     where c.contype = 'f' and c.confrelid = $1::regclass and has_table_privilege(c.conrelid, 'select')
     order by 1, 2`,
    [kind],
  );
}

export interface Dependents {
  rows: number;
  /** What a person knows some of the rows by that they depend on. */
  keys: string[];
}

/** Which rows of a table depend on rows that the import added, and were not added by it themselves? */
export async function dependentsOf(
  manager: EntityManager,
  { forceId, importId }: UndoneImport,
  kind: string,
  { table, column }: Reference,
  isTouched: boolean,
): Promise<Dependents> {
  const notOwn = `and not exists (select from registry_history h where h.force_id = $1 and h.import_id = $2
                and h.kind = '${table}' and h.row_id = c.id)`;
  const [found] = await manager.query<Dependents[]>(
    `with depends as (
       select ${keyOf('t.after')} as key from ${TOUCHED(kind)} t
         join ${table} c on c.force_id = $1 and c."${column}" = t.id
        where t.before is null ${isTouched ? notOwn : ''})
     select count(*)::int as rows, coalesce((select array_agg(distinct key) from (select key from depends limit 5) d), '{}') as keys
     from depends`,
    [forceId, importId],
  );
  return found!;
}
