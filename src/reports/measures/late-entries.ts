import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const LATE_ENTRIES: ClockMeasure = {
  kind: 'clocks',
  id: 'late-entries',
  section: 'response',
  title: 'Late entries',
  definition: 'Queries answered in time whose response was written down only after the due instant.',
  clause: 'A response keeps when it happened and when it was recorded.',
  numerator: 'Clocks due that stopped at or before due and were recorded after due',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `${DUE} and met and recorded_after_due` },
  example: { words: 'E: 1.', value: 1 },
};
