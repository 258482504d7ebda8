import type { PlannedRow } from './import-context.js';

/** By column in how many rows it changes, and in how many of these to nothing. */
export type ColumnChanges = Record<string, { changed: number; cleared: number }>;

/** What becomes of the rows that are recorded already; of a new row every column is new. */
export function columnChanges(rows: readonly Pick<PlannedRow, 'change' | 'differences'>[]): ColumnChanges {
  const counts: ColumnChanges = {};
  for (const { change, differences } of rows) {
    if (change === 'added') continue;
    for (const [column, [, after]] of Object.entries(differences)) {
      const count = (counts[column] ??= { changed: 0, cleared: 0 });
      count.changed += 1;
      if (after === null) count.cleared += 1;
    }
  }
  return counts;
}

/** `email 3 (2 of them cleared), name 1`; empty if nothing that is recorded changes. */
export function columnChangesText(counts: ColumnChanges): string {
  return Object.entries(counts)
    .map(([column, { changed, cleared }]) => {
      if (cleared === 0) return `${column} ${changed}`;
      return `${column} ${changed} (${cleared === changed ? 'cleared' : `${cleared} of them cleared`})`;
    })
    .join(', ');
}
