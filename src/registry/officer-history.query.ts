import type { EntityManager } from 'typeorm';
import {
  type HistorySlice,
  ofEither,
  type RecordedChange,
  recordedChanges,
  type RecordedChanges,
} from './recorded-changes.query.js';

export interface OfficerChange extends RecordedChange {
  neighbourhood: string | null;
}

const HISTORY_KINDS = [
  'officer',
  'officer_rank',
  'officer_name_withheld',
  'absence',
  'assignment',
  'contact_route',
] as const;

/** What was changed of an officer and of all that is his, by whom and when, the latest first? */
export function officerHistory(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  slice: HistorySlice,
): Promise<RecordedChanges<OfficerChange>> {
  return recordedChanges<OfficerChange>(manager, forceId, slice, {
    columns: ', n.name as neighbourhood',
    joins: `left join neighbourhood n on n.force_id = h.force_id and n.id::text = ${ofEither('neighbourhood_id')}`,
    where: `h.kind = any($5) and ((h.kind = 'officer' and h.row_id = $4) or ${ofEither('officer_id')} = $4::text)`,
    values: [officerId, HISTORY_KINDS],
  });
}
