import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../../audit/audit-log.js';
import type { AbsenceOfRow } from './absences-of-gaps.query.js';
import type { ColumnMapping } from './domain/column-mapping.js';
import type { ImportProblem } from './import-problem.js';

/** What an importer is given: the open transaction of the force, and the one instant of the use case. */
export interface ImportContext {
  manager: EntityManager;
  forceId: string;
  /** The force's first day. */
  startsOn: string;
  at: DateTime;
  onProgress: (done: number, total: number) => void;
}

/** How a file is to be read, before the registry is asked. */
export interface ReadOptions {
  forceId: string;
  /** Of a CSV file; null: its columns are ours. */
  mapping: ColumnMapping | null;
  todayOn: string;
}

/** A file that was read: what the file alone shows; the registry shows more. */
export interface ReadFile {
  total: number;
  problems: ImportProblem[];
  notes: string[];
  /** What applying it would do, without the rows of these lines. Nothing is written before `store`. */
  plan(context: ImportContext, without: ReadonlySet<number>): Promise<ImportPlan>;
}

export type RowChange = 'added' | 'changed' | 'ended';

/** By column what stood there and what will; of an added row only what will. */
export type Differences = Record<string, [before: string | null, after: string | null]>;

/** What one row of the file does. */
export interface PlannedRow {
  line: number;
  /** What a person knows the row by: `4711`, `NC04 4711 lead`. */
  key: string;
  change: RowChange;
  /** What a person should know of the row, which is taken all the same. */
  note?: string | undefined;
  differences: Differences;
}

export interface ImportPlan {
  /** Those that change something. */
  rows: PlannedRow[];
  unchanged: number;
  problems: ImportProblem[];
  notes: string[];
  /** Of a file of absences: who is away when, by line. */
  absences?: readonly AbsenceOfRow[];
  store(): Promise<Stored>;
}

/** Whose record was written, for the audit log. */
export interface Stored {
  subjectKind: AuditEntry['subjectKind'];
  added: string[];
  changed: string[];
}

/** What an importer did that applies a file at once. */
export interface Applied {
  rows: number;
  added: string[];
  changed: string[];
  unchanged: number;
  /** What a person should know, without names. */
  notes: string[];
}

/** Runs `store` over the rows, so many at a time, and says how far it is. */
export async function inBatches<T>(
  rows: readonly T[],
  size: number,
  onProgress: ImportContext['onProgress'],
  store: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += size) {
    await store(rows.slice(start, start + size));
    onProgress(Math.min(start + size, rows.length), rows.length);
  }
}

/** Asks for many keys, a thousand at a time, and gathers the answers. */
export async function gather<Key, Row>(
  keys: readonly Key[],
  ask: (batch: Key[]) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < keys.length; start += 1_000) {
    for (const row of await ask(keys.slice(start, start + 1_000))) found.push(row);
  }
  return found;
}
