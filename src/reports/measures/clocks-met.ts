import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const CLOCKS_MET: ClockMeasure = {
  kind: 'clocks',
  id: 'clocks-met',
  section: 'response',
  title: 'Answered within 72 hours',
  definition:
    'Queries due that had a meaningful response at or before the due instant: exactly at it is in time, one millisecond later is late.',
  clause: 'NPCC: a meaningful response. Home Office: a response outlining the steps being taken.',
  numerator: 'Clocks due that stopped at or before due',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `${DUE} and met` },
  example: { words: 'A, B (at the very instant), E and K: 4.', value: 4 },
};
