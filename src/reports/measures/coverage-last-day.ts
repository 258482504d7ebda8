import { IN_NUMERATOR } from '../../registry/coverage/domain/coverage-state.js';
import type { CoverageMeasure } from './measure.js';

export const COVERAGE_LAST_DAY: CoverageMeasure = {
  kind: 'coverage',
  id: 'coverage-last-day',
  section: 'coverage',
  title: 'Share of neighbourhoods covered on the last day',
  definition:
    'Of the neighbourhoods that exist on the last day of the period (today, if the period has not ended), the share that has a named, contactable officer: one of an allowed rank who is present, with the name published and a working online contact route. A deputy counts and is shown apart.',
  clause: 'A named police constable or Police Community Support Officer for each neighbourhood.',
  numerator: 'Neighbourhoods covered, or covered by a deputy, on the last day',
  denominator: 'Neighbourhoods that exist on the last day',
  unit: 'percent',
  by: [],
  of(neighbourhoods) {
    const existing = neighbourhoods.filter(({ lastState }) => lastState !== null);
    return {
      numerator: existing.filter(({ lastState }) => IN_NUMERATOR.includes(lastState!)).length,
      denominator: existing.length,
    };
  },
  example: { words: 'North is covered, South by its deputy: 2 of 2, 100.0%.', numerator: 2, denominator: 2 },
};
