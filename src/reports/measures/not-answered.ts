import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const NOT_ANSWERED: ClockMeasure = {
  kind: 'clocks',
  id: 'not-answered',
  section: 'response',
  title: 'Missed: not answered',
  definition: 'Of the missed, those that had no meaningful response by the data cut-off.',
  clause: 'Everything else that is due is missed, answered or not.',
  numerator: 'Clocks due that had not stopped by the data cut-off',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `${DUE} and not answered` },
  example: { words: 'D and G: 2.', value: 2 },
};
