import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const TAKEN_OUT_AFTER_DUE: ClockMeasure = {
  kind: 'clocks',
  id: 'taken-out-after-due',
  section: 'scope',
  title: 'Taken out of scope after due, not confirmed',
  definition:
    'Queries taken out of scope after the due instant that no supervisor has confirmed. They stay among those due, and one that was not answered in time stays missed.',
  clause:
    'After the due instant it stays missed, unless a supervisor who did not hold it confirms; those are listed.',
  numerator: 'Clocks due that were taken out of scope after due, without confirmation',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `taken_out_after_due and ${DUE}` },
  example: { words: 'G: 1.', value: 1 },
};
