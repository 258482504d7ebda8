import { describe, expect, it } from '@jest/globals';
import { columnChanges, columnChangesText } from './column-changes.js';
import type { PlannedRow } from './import-context.js';

const row = (change: PlannedRow['change'], differences: PlannedRow['differences']): PlannedRow => ({
  ...{ line: 1, key: 'NC01', change, differences },
});

describe('which columns of recorded rows a file changes', () => {
  it.each<[string, PlannedRow[], string]>([
    ['nothing', [], ''],
    ['a new row alone', [row('added', { name: [null, 'A'], email: [null, null] })], ''],
    ['a change', [row('changed', { name: ['A', 'B'] })], 'name 1'],
    ['an end', [row('ended', { until: [null, '2026-04-30'] })], 'until 1'],
    ['what is cleared', [row('changed', { email: ['a@b.example', null] })], 'email 1 (cleared)'],
    [
      'both',
      [
        row('changed', { email: ['a@b.example', null], name: ['A', 'B'] }),
        row('changed', { email: ['a@b.example', 'c@b.example'] }),
      ],
      'email 2 (1 of them cleared), name 1',
    ],
  ])('%s', (_, rows, text) => expect(columnChangesText(columnChanges(rows))).toBe(text));
});
