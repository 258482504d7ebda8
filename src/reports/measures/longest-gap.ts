import type { CoverageMeasure } from './measure.js';
import { wholeDays } from './whole-days.js';

export const LONGEST_GAP: CoverageMeasure = {
  kind: 'coverage',
  id: 'longest-gap',
  section: 'coverage',
  title: 'Longest gap',
  definition:
    'Of the gaps that have a day in the period, the most days in a row on which one neighbourhood was not covered: from the first day of the gap, which may lie before the period, but not before the figures of the force begin, to its last day in the period.',
  clause: 'Reported: every gap with its length.',
  numerator: 'Days of the longest gap; 0 if there is none',
  unit: 'days',
  by: ['neighbourhood'],
  of: (neighbourhoods) => ({
    value: Math.max(0, ...neighbourhoods.flatMap(({ gaps }) => gaps.map(wholeDays))),
  }),
  example: { words: 'South, 21 to 25 March: 5 days.', value: 5 },
};
