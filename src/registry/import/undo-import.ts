import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { DomainError } from '../../common/errors.js';
import type { ChangedBy } from '../changed-by.js';
import { remeasure } from '../places/remeasure.js';
import { recomputeWardShares } from '../wards/ward-shares.js';
import { recordMany } from './apply-plan.js';
import { changedSince, dependentsOf, referencesTo } from './undo-checks.query.js';
import {
  forgetDerived,
  joinWholeTables,
  notRestored,
  removeAdded,
  restoreChanged,
  subjectsOf,
  type TouchedTable,
  touchedTables,
  type UndoneImport,
} from './undo.query.js';
import { tableWords } from './undo-wording.js';

/** Worked out from boundaries or tried by the clock, not typed: it goes with what it is about. */
const DERIVED = new Set(['ward_share', 'neighbourhood_overlap', 'route_try', 'route_check', 'route_failure']);
/** Kept in step by the database; restored first, so that it finds them saying already what the row of today says. */
const DATED = new Set(['officer_rank', 'officer_name_withheld', 'contact_route']);

/** Whose record a row is, for the audit log: the kind and the column with its id. */
const SUBJECTS: Readonly<Record<string, [AuditEntry['subjectKind'], string]>> = {
  officer: ['officer', 'id'],
  assignment: ['assignment', 'id'],
  absence: ['absence', 'id'],
  ward: ['ward', 'id'],
  duty_month: ['officer', 'officer_id'],
  neighbourhood: ['neighbourhood', 'id'],
  priority: ['neighbourhood', 'neighbourhood_id'],
  neighbourhood_event: ['neighbourhood', 'neighbourhood_id'],
  place: ['neighbourhood', 'neighbourhood_id'],
  link: ['neighbourhood', 'neighbourhood_id'],
};

/**
 * Takes back everything that an import did, in the transaction that acts for the force and after `nameChange` without
 * the import's id. Every row then stands as it stood before.
 * @throws DomainError `conflict` that names what has changed since, or depends on what the import added
 */
export async function undoImport(
  manager: EntityManager,
  audit: AuditLog,
  undone: UndoneImport,
  { by, at }: { by: ChangedBy; at: DateTime },
): Promise<void> {
  await joinWholeTables(manager, true);
  const tables = (await touchedTables(manager, undone)).filter(({ kind }) => !DERIVED.has(kind));
  await refuseChanged(manager, undone, tables);
  await refuseDepended(manager, undone, tables);
  const entries = await entriesOf(manager, undone, tables, { by, at });

  const dated = tables.filter(({ kind }) => DATED.has(kind));
  const own = tables.filter(({ kind }) => !DATED.has(kind));
  // Who was added last goes first: it may point to what was added before it.
  for (const table of [...dated.toReversed(), ...own.toReversed()]) {
    await removeDerived(manager, undone, table.kind);
    await removeAdded(manager, undone, table);
  }
  for (const table of [...dated, ...own]) await restoreChanged(manager, undone, table);
  for (const { kind } of tables) {
    const rows = await notRestored(manager, undone, kind);
    if (rows > 0) throw new Error(`${rows} rows of ${kind} did not become what they were before the import`);
  }
  await joinWholeTables(manager, false);
  await measureAgain(manager, undone, tables);
  await recordMany(audit, manager, entries);
}

async function refuseChanged(
  manager: EntityManager,
  undone: UndoneImport,
  tables: readonly TouchedTable[],
): Promise<void> {
  const reasons: string[] = [];
  for (const { kind } of tables) {
    const { rows, keys, imports } = await changedSince(manager, undone, kind);
    if (rows === 0) continue;
    const by = imports.length > 0 ? `, among others by the import of ${imports.join(', ')}` : '';
    reasons.push(`${tableWords(kind, rows)} changed since (${listOf(keys, rows)})${by}`);
  }
  refuse(reasons, 'Undo what came later first, or correct the rows by hand.');
}

async function refuseDepended(
  manager: EntityManager,
  undone: UndoneImport,
  tables: readonly TouchedTable[],
): Promise<void> {
  const reasons: string[] = [];
  const touched = new Set(tables.map(({ kind }) => kind));
  for (const { kind } of tables) {
    for (const reference of await referencesTo(manager, kind)) {
      if (DERIVED.has(reference.table)) continue;
      const { rows, keys } = await dependentsOf(
        manager,
        undone,
        kind,
        reference,
        touched.has(reference.table),
      );
      if (rows === 0) continue;
      reasons.push(
        `${tableWords(reference.table, rows)} depend on ${tableWords(kind)} that it added (${listOf(keys, rows)})`,
      );
    }
  }
  refuse(reasons, 'Remove these first.');
}

function refuse(reasons: readonly string[], advice: string): void {
  if (reasons.length === 0) return;
  throw DomainError.conflict(`The import cannot be undone: ${reasons.join('; ')}. ${advice}`);
}

function listOf(keys: readonly string[], rows: number): string {
  return rows > keys.length && keys.length >= 5 ? `${keys.join(', ')} and others` : keys.join(', ');
}

async function removeDerived(manager: EntityManager, undone: UndoneImport, kind: string): Promise<void> {
  if (!['neighbourhood', 'ward', 'officer'].includes(kind)) return;
  for (const reference of await referencesTo(manager, kind)) {
    if (DERIVED.has(reference.table)) await forgetDerived(manager, undone, reference, kind);
  }
}

async function measureAgain(
  manager: EntityManager,
  undone: UndoneImport,
  tables: readonly TouchedTable[],
): Promise<void> {
  const kept = async (kind: string): Promise<string[]> =>
    tables.some((table) => table.kind === kind)
      ? (await subjectsOf(manager, undone, kind, 'id')).filter(({ removed }) => !removed).map(({ id }) => id)
      : [];
  await remeasure(manager, undone.forceId, await kept('neighbourhood'));
  await recomputeWardShares(manager, undone.forceId, { wardIds: await kept('ward') });
}

async function entriesOf(
  manager: EntityManager,
  undone: UndoneImport,
  tables: readonly TouchedTable[],
  { by, at }: { by: ChangedBy; at: DateTime },
): Promise<AuditEntry[]> {
  const { forceId, importId } = undone;
  const common = { forceId, at, ...by, detail: { undoes: importId } };
  const entries: AuditEntry[] = [{ ...common, action: 'alter', subjectKind: 'import', subjectId: importId }];
  for (const { kind } of tables) {
    const [subjectKind, column] = SUBJECTS[kind] ?? [];
    if (!subjectKind || !column) continue;
    for (const { id, removed } of await subjectsOf(manager, undone, kind, column)) {
      const action = removed && column === 'id' ? 'erase' : 'alter';
      entries.push({ ...common, action, subjectKind, subjectId: id });
    }
  }
  return entries;
}
