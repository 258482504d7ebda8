import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Counts } from './apply-plan.js';
import type { ColumnMapping } from './domain/column-mapping.js';

export type ImportState =
  | 'unmapped'
  | 'waiting'
  | 'previewing'
  | 'previewed'
  | 'refused'
  | 'applying'
  | 'applied'
  | 'undoing'
  | 'undone';

export interface NewImport {
  forceId: string;
  id: string;
  kind: string;
  source: string;
  digest: Buffer;
  /** Kept until it is applied, no longer. */
  content: Buffer | null;
  columns: ColumnMapping;
  state: ImportState;
  counts: Counts | Record<string, never>;
  notes: readonly string[];
  at: DateTime;
  by: string;
  requestId?: string | undefined;
}

/** Store an import; one that is applied as it comes was applied by whoever made it. */
export async function addImport(manager: EntityManager, one: NewImport): Promise<void> {
  await manager.query(
    `insert into registry_import (force_id, id, kind, source, digest, content, columns, state, counts, notes, made_at, made_by,
       applied_at, applied_by, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
       case when $8 = 'applied' then $11::timestamptz end, case when $8 = 'applied' then $12 end, $13)`,
    [
      one.forceId,
      one.id,
      one.kind,
      one.source,
      one.digest,
      one.content,
      JSON.stringify(one.columns),
      one.state,
      JSON.stringify(one.counts),
      JSON.stringify(one.notes),
      one.at,
      one.by,
      one.requestId ?? null,
    ],
  );
}

export interface ListedImport {
  id: string;
  kind: string;
  source: string;
  state: ImportState;
  counts: Partial<Counts>;
  progress: number;
  total: number | null;
  columns: ColumnMapping;
  notes: string[];
  problem: string | null;
  leftOut: boolean;
  madeAt: DateTime;
  appliedAt: DateTime | null;
  undoneAt: DateTime | null;
}

const LISTED = `i.id, i.kind, i.source, i.state, i.counts, i.progress, i.total, i.columns, i.notes, i.problem,
  i.left_out as "leftOut", i.made_at as "madeAt", i.applied_at as "appliedAt", i.undone_at as "undoneAt"`;

/** Which imports has the force made, the latest first? */
export async function listImports(
  manager: EntityManager,
  forceId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ListedImport[]; total: number }> {
  const rows = await manager.query<ListedImport[]>(
    `select ${LISTED} from registry_import i where i.force_id = $1
     order by i.made_at desc, i.id desc limit $2 offset $3`,
    [forceId, limit, offset],
  );
  const [count] = await manager.query<{ total: number }[]>(
    `select count(*)::int as total from registry_import where force_id = $1`,
    [forceId],
  );
  return { rows, total: count!.total };
}

/** What has become of this import? */
export async function findImport(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<ListedImport | null> {
  const [found] = await manager.query<ListedImport[]>(
    `select ${LISTED} from registry_import i where i.force_id = $1 and i.id = $2`,
    [forceId, id],
  );
  return found ?? null;
}

/** The file of an import that still has it. */
export async function contentOf(manager: EntityManager, forceId: string, id: string): Promise<Buffer | null> {
  const [found] = await manager.query<{ content: Buffer | null }[]>(
    `select content from registry_import where force_id = $1 and id = $2`,
    [forceId, id],
  );
  return found?.content ?? null;
}

/** Which columns did the force use last in files of this kind? */
export async function rememberedColumns(
  manager: EntityManager,
  forceId: string,
  kind: string,
): Promise<ColumnMapping | null> {
  const [found] = await manager.query<{ columns: ColumnMapping }[]>(
    `select columns from import_columns where force_id = $1 and kind = $2`,
    [forceId, kind],
  );
  return found?.columns ?? null;
}

/** The force's files of this kind have these columns from now on. */
export async function rememberColumns(
  manager: EntityManager,
  forceId: string,
  kind: string,
  columns: ColumnMapping,
  at: DateTime,
): Promise<void> {
  await manager.query(
    `insert into import_columns (force_id, kind, columns, changed_at) values ($1, $2, $3, $4)
     on conflict on constraint import_columns_pk do update set columns = excluded.columns, changed_at = excluded.changed_at`,
    [forceId, kind, JSON.stringify(columns), at],
  );
}
