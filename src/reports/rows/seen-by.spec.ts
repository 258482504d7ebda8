import { describe, expect, it } from '@jest/globals';
import type { RowColumn, SourceRow } from './row.js';
import { seenBy } from './seen-by.js';

const COLUMNS: RowColumn[] = [
  { id: 'dueAt', title: 'Due', kind: 'instant' },
  { id: 'answeredAt', title: 'Answered', kind: 'instant' },
  { id: 'minutes', title: 'Time to answer', kind: 'minutes' },
];
const ROW: SourceRow = {
  ...{ key: null, numerator: 1, denominator: 1, isFigure: false, contactId: null },
  values: { dueAt: '2026-10-24T23:30:00.000Z', answeredAt: null, minutes: 90, text: 'nobody shows this' },
};

describe('"without anything that identifies a person"', () => {
  it('is the local day of an instant, which is another than in UTC after midnight in summer', () => {
    const { columns, rows } = seenBy({ opensContacts: false }, COLUMNS, [ROW]);
    expect(columns.map(({ kind }) => kind)).toEqual(['day', 'day', 'minutes']);
    expect(rows[0]!.values).toEqual({ dueAt: '2026-10-25', answeredAt: null, minutes: 90 });
  });

  it('leaves instants to whoever opens contacts, and nothing beside the columns to anybody', () => {
    const { columns, rows } = seenBy({ opensContacts: true }, COLUMNS, [ROW]);
    expect(columns).toEqual(COLUMNS);
    expect(rows[0]!.values).toEqual({ dueAt: '2026-10-24T23:30:00.000Z', answeredAt: null, minutes: 90 });
  });
});
