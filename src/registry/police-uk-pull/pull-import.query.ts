import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { PullRow } from './work-out.js';

export interface PullCounts {
  added: number;
  changed: number;
  same: number;
  gone: number;
  refused: number;
}

/** What a person decided before anything is applied. */
export interface PullChoices {
  fingerprint: string;
  /** Lines without a tick. */
  leftOut: number[];
}

export interface PullImport {
  state: string;
  source: string;
  counts: PullCounts;
  columns: PullChoices;
  problem: string | null;
  content: Buffer | null;
  madeAt: DateTime;
  appliedAt: DateTime | null;
  undoneAt: DateTime | null;
}

/** What did this pull bring? Locked, whoever else applies it waits until we are done. */
export async function findPullImport(
  manager: EntityManager,
  forceId: string,
  id: string,
  { lock, withContent }: { lock: boolean; withContent: boolean },
): Promise<PullImport | null> {
  const [found] = await manager.query<PullImport[]>(
    `select state, source, counts, columns, problem, ${withContent ? 'content' : 'null'} as content, made_at as "madeAt",
       applied_at as "appliedAt", undone_at as "undoneAt"
     from registry_import where force_id = $1 and id = $2 and kind = 'police-uk' ${lock ? 'for update' : ''}`,
    [forceId, id],
  );
  return found ?? null;
}

/** Store what a pull brought. What an earlier one brought and nobody applied makes room for it. */
export async function addPullImport(
  manager: EntityManager,
  forceId: string,
  one: { id: string; source: string; content: Buffer; digest: Buffer; at: DateTime; by: string },
): Promise<void> {
  await manager.query(
    `update registry_import set content = null,
       problem = case when state = 'previewed' then 'A later pull took its place.' else problem end,
       state = case when state = 'previewed' then 'refused' else state end
     where force_id = $1 and kind = 'police-uk' and (content is not null or state = 'previewed')`,
    [forceId],
  );
  await manager.query(
    `insert into registry_import (force_id, id, kind, source, digest, content, state, made_at, made_by)
     values ($1, $2, 'police-uk', $3, $4, $5, 'previewed', $6, $7)`,
    [forceId, one.id, one.source, one.digest, one.content, one.at, one.by],
  );
}

/** Keep the differences, in place of those that were there before; every line has its tick again. */
export async function storeRows(
  manager: EntityManager,
  forceId: string,
  id: string,
  rows: readonly PullRow[],
  fingerprint: string,
): Promise<PullCounts> {
  await manager.query(`delete from import_row where force_id = $1 and import_id = $2`, [forceId, id]);
  for (let start = 0; start < rows.length; start += 500) {
    await manager.query(
      `insert into import_row (force_id, import_id, line, change, key, reason, detail)
       select $1, $2, w.line, w.change, w.key, w.reason, w.detail
       from jsonb_to_recordset($3::jsonb) as w(line int, change text, key text, reason text, detail jsonb)`,
      [forceId, id, JSON.stringify(rows.slice(start, start + 500))],
    );
  }
  const count = (which: (row: PullRow) => boolean): number => rows.filter(which).length;
  const counts: PullCounts = {
    added: count(({ change }) => change === 'added'),
    changed: count(({ change }) => change === 'changed'),
    same: count(({ change, detail }) => change === 'same' && !detail.gone),
    gone: count(({ detail }) => detail.gone),
    refused: count(({ change }) => change === 'refused'),
  };
  const choices: PullChoices = { fingerprint, leftOut: [] };
  await manager.query(
    `update registry_import set counts = $3, columns = $4 where force_id = $1 and id = $2`,
    [forceId, id, JSON.stringify(counts), JSON.stringify(choices)],
  );
  return counts;
}

/** Which lines have no tick. */
export async function storeChoices(
  manager: EntityManager,
  forceId: string,
  id: string,
  choices: PullChoices,
): Promise<void> {
  await manager.query(`update registry_import set columns = $3 where force_id = $1 and id = $2`, [
    forceId,
    id,
    JSON.stringify(choices),
  ]);
}

/** The pull was applied; its answers are kept no longer. */
export async function markApplied(
  manager: EntityManager,
  forceId: string,
  id: string,
  at: DateTime,
  by: string,
): Promise<void> {
  await manager.query(
    `update registry_import set state = 'applied', applied_at = $3, applied_by = $4, content = null
     where force_id = $1 and id = $2`,
    [forceId, id, at, by],
  );
}

/** `differences`: what may be applied. `notes`: what a person has to look at. */
export type RowList = 'differences' | 'notes';

const SHOWN: Record<RowList, string> = {
  differences: `change in ('added', 'changed')`,
  notes: `(change = 'refused' or detail ->> 'gone' = 'true' or jsonb_array_length(detail -> 'leftOut')
    + jsonb_array_length(detail -> 'onlyHere') + jsonb_array_length(detail -> 'people') > 0)`,
};

/** Which lines of the differences are these? */
export async function rowsOf(
  manager: EntityManager,
  forceId: string,
  id: string,
  { list, limit, offset }: { list: RowList; limit: number; offset: number },
): Promise<{ rows: PullRow[]; total: number }> {
  const where = `force_id = $1 and import_id = $2 and ${SHOWN[list]}`;
  const rows = await manager.query<PullRow[]>(
    `select line, change, key, reason, detail from import_row where ${where} order by line limit $3 offset $4`,
    [forceId, id, limit, offset],
  );
  const [count] = await manager.query<{ total: number }[]>(
    `select count(*)::int as total from import_row where ${where}`,
    [forceId, id],
  );
  return { rows, total: count!.total };
}
