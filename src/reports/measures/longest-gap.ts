import type { CoverageMeasure } from './measure.js';

export const LONGEST_GAP: CoverageMeasure = {
  kind: 'coverage',
  id: 'longest-gap',
  section: 'coverage',
  title: 'Longest gap',
  definition: 'The most days in a row, within the period, on which one neighbourhood was not covered.',
  clause: 'Reported: every gap with its length.',
  numerator: 'Days of the longest gap; 0 if there is none',
  unit: 'days',
  by: ['neighbourhood'],
  of: (neighbourhoods) => ({
    value: Math.max(0, ...neighbourhoods.flatMap(({ gaps }) => gaps.map(({ days }) => days))),
  }),
  example: { words: 'South, 21 to 25 March: 5 days.', value: 5 },
};
