import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** What an importer is given: the open transaction of the force, and the one instant of the use case. */
export interface ImportContext {
  manager: EntityManager;
  forceId: string;
  /** The force's first day. */
  startsOn: string;
  at: DateTime;
  onProgress: (done: number, total: number) => void;
}

/** What an importer did. */
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
