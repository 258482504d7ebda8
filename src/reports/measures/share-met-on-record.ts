import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const SHARE_MET_ON_RECORD: ClockMeasure = {
  kind: 'clocks',
  id: 'share-met-late-entries-missed',
  section: 'response',
  title: 'Share answered within 72 hours, late entries counted as missed',
  definition:
    'The same share if every response that happened in time but was written down only after the due instant were counted as missed.',
  clause:
    'Entered after due it counts by when it happened, and the report prints beside the share what it would be with those as missed.',
  numerator: 'Clocks due that stopped, and were recorded as stopped, at or before due',
  denominator:
    'Clocks due in the period and before the data cut-off, less out of scope and less no reply possible',
  unit: 'percent',
  by: BY_EVERYTHING,
  sql: {
    share: `${DUE} and met and not recorded_after_due`,
    of: DUE,
  },
  example: { words: 'Without E, 3 of 7: 42.9%.', numerator: 3, denominator: 7 },
};
