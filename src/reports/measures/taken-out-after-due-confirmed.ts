import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const TAKEN_OUT_AFTER_DUE_CONFIRMED: ClockMeasure = {
  kind: 'clocks',
  id: 'taken-out-after-due-confirmed',
  section: 'scope',
  title: 'Taken out of scope after due, confirmed',
  definition:
    'Of those out of scope, the ones taken out only after the due instant and confirmed by a supervisor who did not hold them. They no longer count as due.',
  clause:
    'After the due instant it stays missed, unless a supervisor who did not hold it confirms; those are listed.',
  numerator: 'Clocks taken out of scope after due, with confirmation',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: 'taken_out_after_due and out_of_scope' },
  example: { words: 'H: 1.', value: 1 },
};
