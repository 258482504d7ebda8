import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const MEDIAN_MINUTES: ClockMeasure = {
  kind: 'clocks',
  id: 'median-minutes',
  section: 'response',
  title: 'Median time to respond',
  definition:
    'Half of the queries due were answered within this time. Nearest rank over all of them, in whole minutes rounded up, the unanswered last; if it falls among the unanswered it is not yet answered.',
  clause: 'Percentiles: nearest rank over all clocks of the denominator, in whole minutes rounded up.',
  numerator: 'Minutes from start to stop at the 50th percentile',
  denominator:
    'Clocks due in the period and before the data cut-off, less out of scope and less no reply possible',
  unit: 'minutes',
  by: BY_EVERYTHING,
  sql: { percentile: 0.5 },
  example: {
    words: 'The fourth of 30, 60, 91, 4320, 4321, none, none: 4,320 minutes.',
    value: 4320,
    denominator: 7,
  },
};
