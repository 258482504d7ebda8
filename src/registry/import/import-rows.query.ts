import type { EntityManager } from 'typeorm';
import type { Differences, RowChange } from './import-context.js';

export interface PreviewRow {
  line: number;
  change: RowChange | 'refused';
  key: string;
  /** Why it is refused, or what a person should know of it. */
  reason: string | null;
  detail: { differences?: Differences; problems?: { column?: string; reason: string }[] } | null;
}

/** Keep these rows of the preview. */
export async function addPreviewRows(
  manager: EntityManager,
  forceId: string,
  importId: string,
  rows: readonly PreviewRow[],
): Promise<void> {
  await manager.query(
    `insert into import_row (force_id, import_id, line, change, key, reason, detail)
     select $1, $2, w.line, w.change, w.key, w.reason, w.detail
     from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::jsonb[]) as w (line, change, key, reason, detail)`,
    [
      forceId,
      importId,
      rows.map(({ line }) => line),
      rows.map(({ change }) => change),
      rows.map(({ key }) => key),
      rows.map(({ reason }) => reason),
      rows.map(({ detail }) => JSON.stringify(detail)),
    ],
  );
}

/** Forget the rows of an earlier preview. */
export async function removePreviewRows(
  manager: EntityManager,
  forceId: string,
  importId: string,
): Promise<void> {
  await manager.query(`delete from import_row where force_id = $1 and import_id = $2`, [forceId, importId]);
}

/** What does the import do to these rows of the file, those of one kind or all? */
export async function previewRows(
  manager: EntityManager,
  forceId: string,
  importId: string,
  { change, limit, offset }: { change: PreviewRow['change'] | null; limit: number; offset: number },
): Promise<{ rows: PreviewRow[]; total: number }> {
  const rows = await manager.query<PreviewRow[]>(
    `select line, change, key, reason, detail from import_row
     where force_id = $1 and import_id = $2 and ($3::text is null or change = $3)
     order by line, key limit $4 offset $5`,
    [forceId, importId, change, limit, offset],
  );
  const [count] = await manager.query<{ total: number }[]>(
    `select count(*)::int as total from import_row
     where force_id = $1 and import_id = $2 and ($3::text is null or change = $3)`,
    [forceId, importId, change],
  );
  return { rows, total: count!.total };
}

/** Which lines of the file does the preview refuse? */
export async function refusedLines(
  manager: EntityManager,
  forceId: string,
  importId: string,
): Promise<Set<number>> {
  const rows = await manager.query<{ line: number }[]>(
    `select distinct line from import_row where force_id = $1 and import_id = $2 and change = 'refused'`,
    [forceId, importId],
  );
  return new Set(rows.map(({ line }) => line));
}
