import type { CoverageMeasure } from './measure.js';

const clause = 'Reported: state on the last day, neighbourhood-days, every gap with its length.';

export const GAPS: CoverageMeasure = {
  kind: 'coverage',
  id: 'gaps',
  section: 'coverage',
  title: 'Gaps in coverage',
  definition:
    'Longest possible runs of days on which a neighbourhood was neither covered nor covered by a deputy, within the period. Each is listed with its first day, which may lie before the period, and with its length in all and within the period.',
  clause,
  numerator: 'Runs of days in the period without coverage',
  unit: 'count',
  by: ['neighbourhood'],
  of: (neighbourhoods) => ({ value: neighbourhoods.reduce((sum, { gaps }) => sum + gaps.length, 0) }),
  example: { words: 'South, 21 to 25 March: 1.', value: 1 },
};
