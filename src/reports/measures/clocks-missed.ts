import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const CLOCKS_MISSED: ClockMeasure = {
  kind: 'clocks',
  id: 'clocks-missed',
  section: 'response',
  title: 'Missed',
  definition:
    'Queries due that had no meaningful response by the due instant, whether answered later or not at all.',
  clause: 'Met: stopped at or before due. Everything else that is due is missed, answered or not.',
  numerator: 'Clocks due that had not stopped at due',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `${DUE} and not met` },
  example: { words: 'C, D and G: 3.', value: 3 },
};
