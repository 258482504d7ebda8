import type { EntityManager } from 'typeorm';
import {
  type HistorySlice,
  ofEither,
  type RecordedChange,
  recordedChanges,
  type RecordedChanges,
} from '../recorded-changes.query.js';

export interface CommandAreaChange extends RecordedChange {
  /** The neighbourhood that belonged to it, by code. */
  neighbourhood: string | null;
  /** The officer who supervised it, by number: an old version tells no name. */
  collarNumber: string | null;
}

/** What was changed of a command area, of what belongs to it and of who supervises it, by whom and when, the latest first? */
export function commandAreaHistory(
  manager: EntityManager,
  forceId: string,
  areaId: string,
  slice: HistorySlice,
): Promise<RecordedChanges<CommandAreaChange>> {
  return recordedChanges<CommandAreaChange>(manager, forceId, slice, {
    columns: ', n.code as neighbourhood, o.collar_number as "collarNumber"',
    joins: `left join neighbourhood n on n.force_id = h.force_id and n.id::text = ${ofEither('neighbourhood_id')}
      left join officer o on o.force_id = h.force_id and o.id::text = ${ofEither('officer_id')}`,
    where: `(h.kind = 'command_area' and h.row_id = $4) or ${ofEither('command_area_id')} = $4::text`,
    values: [areaId],
  });
}
