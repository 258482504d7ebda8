import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const NINETY_FIFTH_PERCENTILE_MINUTES: ClockMeasure = {
  kind: 'clocks',
  id: 'p95-minutes',
  section: 'response',
  title: '95th percentile of the time to respond',
  definition:
    'Of a hundred queries due, ninety-five were answered within this time. Nearest rank over all of them, in whole minutes rounded up, the unanswered last; if it falls among the unanswered it is not yet answered.',
  clause: 'Percentiles: nearest rank over all clocks of the denominator, in whole minutes rounded up.',
  numerator: 'Minutes from start to stop at the 95th percentile',
  denominator:
    'Clocks due in the period and before the data cut-off, less out of scope and less no reply possible',
  unit: 'minutes',
  by: BY_EVERYTHING,
  sql: { percentile: 0.95 },
  example: { words: 'The seventh of seven, which was not answered.', value: null, denominator: 7 },
};
