import type { CoverageMeasure } from './measure.js';

export const NATIONAL_LAST_DAY: CoverageMeasure = {
  kind: 'coverage',
  id: 'national-last-day',
  section: 'coverage',
  title: 'National measure on the last day',
  definition:
    'Of the neighbourhoods that exist on the last day of the period, the share for which an officer of an allowed rank is named, published and contactable online, whatever the absence. A deputy is not the named officer and does not count here.',
  clause:
    'Beside it stands the national measure: named, published and contactable online, whatever the absence.',
  numerator: 'Neighbourhoods with a named, published officer who is contactable online, on the last day',
  denominator: 'Neighbourhoods that exist on the last day',
  unit: 'percent',
  by: [],
  of(neighbourhoods) {
    const existing = neighbourhoods.filter(({ lastState }) => lastState !== null);
    return {
      numerator: existing.filter(({ nationalOnLastDay }) => nationalOnLastDay).length,
      denominator: existing.length,
    };
  },
  example: { words: 'North; South has only a deputy: 1 of 2, 50.0%.', numerator: 1, denominator: 2 },
};
