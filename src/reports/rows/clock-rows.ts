import type { ClockMeasure } from '../measures/measure.js';
import { type ClockRow, clockRows, INSTANT_AND_ID } from './clock-rows.query.js';
import { clockWords } from './clock-words.js';
import type { RowColumn, RowSource, SourceRow } from './row.js';
import type { RowReader } from './row-reader.js';

/** The reference of a contact, for whoever opens contacts; times of the contact itself too. */
export const contactColumns = (reader: RowReader): RowColumn[] =>
  reader.opensContacts ? [{ id: 'reference', title: 'Contact', kind: 'contact' }] : [];

/**
 * The clocks behind a measure of the response. "Aggregates": whoever opens no contacts is told of a row what the report counts
 * by, so a reason for taking out of scope, which it counts for the whole force only, never beside a place.
 */
export function clockSource(measure: ClockMeasure): RowSource {
  const { sql } = measure;
  const isRanked = 'percentile' in sql || 'overdue' in sql;
  const isPlaced = measure.by.length > 0;
  return {
    order: isRanked
      ? 'the quickest answer first, those not answered last, and of two alike the first due first'
      : 'the first due first',
    // A rank says how many came before; whoever looks for the figure begins just before it.
    key: isRanked ? null : INSTANT_AND_ID,
    splits: 'share' in sql,
    columns: (reader) => [
      ...(isRanked ? [{ id: 'rank', title: 'Rank', kind: 'number' } as const] : []),
      ...contactColumns(reader),
      ...(reader.opensContacts || isPlaced
        ? ([
            { id: 'neighbourhood', title: 'Neighbourhood', kind: 'neighbourhood' },
            { id: 'channel', title: 'Came by', kind: 'channel' },
          ] as const)
        : []),
      ...(reader.opensContacts ? [{ id: 'sentAt', title: 'Sent', kind: 'instant' } as const] : []),
      { id: 'dueAt', title: 'Due', kind: 'instant' },
      ...(reader.opensContacts ? [{ id: 'answeredAt', title: 'Answered', kind: 'instant' } as const] : []),
      { id: 'minutes', title: 'Time to answer', kind: 'minutes' },
      { id: 'lateMinutes', title: 'Late by', kind: 'minutes' },
      { id: 'state', title: 'State', kind: 'text' },
    ],
    read: async (manager, asked) => {
      const rows = await clockRows(manager, measure, asked);
      const keyed = !isRanked && asked.reader.opensContacts;
      const tellsReason = asked.reader.opensContacts || !isPlaced;
      return rows.map((row) => rowOf(row, keyed ? row.key : null, tellsReason));
    },
  };
}

function rowOf(clock: ClockRow, key: string | null, tellsReason: boolean): SourceRow {
  return {
    key,
    numerator: clock.counted ? 1 : 0,
    denominator: 1,
    isFigure: clock.isFigure,
    contactId: clock.contactId,
    values: {
      rank: clock.rank,
      reference: clock.reference,
      neighbourhood: clock.place,
      channel: clock.channel,
      sentAt: clock.startedAt,
      dueAt: clock.dueAt,
      answeredAt: clock.stoppedAt,
      minutes: clock.minutes,
      lateMinutes: clock.lateMinutes,
      state: clockWords(clock, tellsReason),
    },
  };
}
