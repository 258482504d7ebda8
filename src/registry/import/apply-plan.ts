import type { EntityManager } from 'typeorm';
import type { Actor, AuditEntry, AuditLog } from '../../audit/audit-log.js';
import type { ImportPlan, RowChange, Stored } from './import-context.js';

/** How many rows of a file do what. */
export interface Counts extends Record<RowChange, number> {
  rows: number;
  unchanged: number;
  refused: number;
}

export function countsOf(total: number, plan: Pick<ImportPlan, 'rows' | 'unchanged'>, refused = 0): Counts {
  const counts: Counts = { rows: total, added: 0, changed: 0, ended: 0, unchanged: plan.unchanged, refused };
  for (const { change } of plan.rows) counts[change] += 1;
  return counts;
}

/** One import as the audit log knows it. */
export interface AuditedImport {
  forceId: string;
  importId: string;
  kind: string;
  actor: Actor;
  requestId?: string | undefined;
  at: AuditEntry['at'];
}

/** Writes what was done: the import itself, and whose records it touched. Ids and counts only. */
export async function auditImport(
  audit: AuditLog,
  manager: EntityManager,
  { forceId, importId, kind, actor, requestId, at }: AuditedImport,
  counts: Counts,
  { subjectKind, added, changed }: Stored,
): Promise<void> {
  const common = { forceId, at, actor, requestId };
  const entry = (action: 'collect' | 'alter', subjectId: string): AuditEntry => ({
    ...common,
    action,
    subjectKind,
    subjectId,
    detail: { importId },
  });
  const whole: AuditEntry = {
    ...common,
    action: 'collect',
    subjectKind: 'import',
    subjectId: importId,
    detail: { kind, ...counts },
  };
  await recordMany(audit, manager, [
    whole,
    ...added.map((id) => entry('collect', id)),
    ...changed.map((id) => entry('alter', id)),
  ]);
}

/** An import writes thousands of entries: a statement takes so many at a time. */
export async function recordMany(
  audit: AuditLog,
  manager: EntityManager,
  entries: readonly AuditEntry[],
): Promise<void> {
  for (let start = 0; start < entries.length; start += 5_000) {
    await audit.record(manager, ...entries.slice(start, start + 5_000));
  }
}

/**
 * Before an import writes. Two imports of one force wait for each other, so that what one checked the other does not
 * change. And the database's own triggers look each row up by index: they keep the plan of the first rows, and one made
 * for a small table reads all of it again for each of 50,000 rows (120 seconds instead of 6 were seen for 20,000).
 */
export async function prepareToWrite(manager: EntityManager, forceId: string): Promise<void> {
  await manager.query(`select pg_advisory_xact_lock(hashtextextended('registry-import ' || $1, 0))`, [
    forceId,
  ]);
  await manager.query('set local enable_seqscan = off');
  await manager.query('discard plans');
}
