import { DateTime } from 'luxon';
import { localDayOf } from '../../common/calendar.js';
import type { RowColumn, RowValue, SourceRow } from './row.js';
import type { RowReader } from './row-reader.js';

/**
 * Rows as a reader gets them: nothing but what a column shows, so that no file or answer can hold more than the page. To
 * whoever opens no contacts an instant is the local day that it falls on: the minute at which somebody wrote, or was
 * answered, would tell a row from all others to whoever knows of one message.
 */
export function seenBy(
  { opensContacts }: Pick<RowReader, 'opensContacts'>,
  columns: readonly RowColumn[],
  rows: readonly SourceRow[],
): { columns: RowColumn[]; rows: SourceRow[] } {
  const seen = columns.map((column) => ({ column, inDays: column.kind === 'instant' && !opensContacts }));
  return {
    columns: seen.map(({ column, inDays }) => (inDays ? { ...column, kind: 'day' } : column)),
    rows: rows.map((row) => ({
      ...row,
      values: Object.fromEntries(
        seen.map(({ column: { id }, inDays }) => {
          const value = row.values[id] ?? null;
          return [id, inDays ? dayOf(value) : value];
        }),
      ),
    })),
  };
}

const dayOf = (instant: RowValue): RowValue =>
  typeof instant === 'string' ? localDayOf(DateTime.fromISO(instant, { zone: 'utc' })) : null;
