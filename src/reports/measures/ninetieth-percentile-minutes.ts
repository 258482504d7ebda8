import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const NINETIETH_PERCENTILE_MINUTES: ClockMeasure = {
  kind: 'clocks',
  id: 'p90-minutes',
  section: 'response',
  title: '90th percentile of the time to respond',
  definition:
    'Nine in ten of the queries due were answered within this time. Nearest rank over all of them, in whole minutes rounded up, the unanswered last; if it falls among the unanswered it is not yet answered.',
  clause: 'Percentiles: nearest rank over all clocks of the denominator, in whole minutes rounded up.',
  numerator: 'Minutes from start to stop at the 90th percentile',
  denominator:
    'Clocks due in the period and before the data cut-off, less out of scope and less no reply possible',
  unit: 'minutes',
  by: BY_EVERYTHING,
  sql: { percentile: 0.9 },
  example: {
    words: 'The seventh of 30, 60, 91, 4320, 4321, none, none: not yet answered.',
    value: null,
    denominator: 7,
  },
};
