import type { ClockMeasure } from '../measures/measure.js';
import { type ClockRow, clockRows, INSTANT_AND_ID } from './clock-rows.query.js';
import { clockWords } from './clock-words.js';
import type { RowColumn, RowSource, SourceRow } from './row.js';
import type { RowReader } from './row-reader.js';

/** The reference of a contact, for whoever opens contacts; times of the contact itself too. */
export const contactColumns = (reader: RowReader): RowColumn[] =>
  reader.opensContacts ? [{ id: 'reference', title: 'Contact', kind: 'contact' }] : [];

/** The clocks behind a measure of the response. */
export function clockSource(measure: ClockMeasure): RowSource {
  const { sql } = measure;
  const isRanked = 'percentile' in sql || 'overdue' in sql;
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
      { id: 'neighbourhood', title: 'Neighbourhood', kind: 'neighbourhood' },
      { id: 'channel', title: 'Came by', kind: 'channel' },
      ...(reader.opensContacts ? [{ id: 'sentAt', title: 'Sent', kind: 'instant' } as const] : []),
      { id: 'dueAt', title: 'Due', kind: 'instant' },
      ...(reader.opensContacts ? [{ id: 'answeredAt', title: 'Answered', kind: 'instant' } as const] : []),
      { id: 'minutes', title: 'Time to answer', kind: 'minutes' },
      { id: 'lateMinutes', title: 'Late by', kind: 'minutes' },
      { id: 'state', title: 'State', kind: 'text' },
    ],
    read: async (manager, asked) => {
      const rows = await clockRows(manager, measure, asked);
      return rows.map((row) => rowOf(row, isRanked ? null : row.key));
    },
  };
}

function rowOf(clock: ClockRow, key: string | null): SourceRow {
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
      state: clockWords(clock),
    },
  };
}
