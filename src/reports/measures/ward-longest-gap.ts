import type { WardMeasure } from './measure.js';

export const WARD_LONGEST_GAP: WardMeasure = {
  kind: 'wards',
  id: 'ward-longest-gap',
  section: 'wards',
  title: 'Longest gap of a ward, within the period',
  definition:
    'The most days in a row, within the period, on which one ward was not covered or only in part. The days before the period are not counted.',
  clause: 'Reported: every gap with its length.',
  numerator: 'Days of the longest gap; 0 if there is none',
  unit: 'days',
  by: ['ward'],
  of: (wards) => ({ value: Math.max(0, ...wards.flatMap(({ gaps }) => gaps.map(({ days }) => days))) }),
  example: { words: 'Castle, 21 to 25 March: 5 days.', value: 5 },
};
