import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const ANSWERED_LATE: ClockMeasure = {
  kind: 'clocks',
  id: 'answered-late',
  section: 'response',
  title: 'Missed: answered late',
  definition:
    'Of the missed, those that had a meaningful response after the due instant and before the data cut-off.',
  clause: 'A late answer is a breach; its instant is the deadline.',
  numerator: 'Clocks due that stopped after due',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `${DUE} and not met and answered` },
  example: { words: 'C, one millisecond late: 1.', value: 1 },
};
