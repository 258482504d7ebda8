import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const CLOCKS_DUE: ClockMeasure = {
  kind: 'clocks',
  id: 'clocks-due',
  section: 'response',
  title: 'Queries due',
  definition:
    'Queries whose 72 hours ended in the period and before the data cut-off, less those out of scope and those that could not be answered because the person’s only address failed by then. A query that is not due yet is not counted.',
  clause:
    'The response measure counts clocks due in the period and before the data cut-off, less out of scope.',
  numerator:
    'Clocks due in the period and before the data cut-off, less out of scope and less no reply possible',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: DUE },
  example: { words: 'A, B, C, D, E, G and K were due: 7.', value: 7 },
};
