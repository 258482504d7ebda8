import type { EntityManager } from 'typeorm';
import { type HistorySlice, recordedChanges, type RecordedChanges } from '../recorded-changes.query.js';

/** What was changed of the force's own row, by whom and when, the latest first? */
export function forceHistory(
  manager: EntityManager,
  forceId: string,
  slice: HistorySlice,
): Promise<RecordedChanges> {
  return recordedChanges(manager, forceId, slice, { where: `h.kind = 'force_page'` });
}
