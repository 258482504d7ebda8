import { COVERAGE_STATES, IN_NUMERATOR } from '../../registry/coverage/domain/coverage-state.js';
import type { CoverageMeasure } from './measure.js';

export const COVERAGE_DAYS: CoverageMeasure = {
  kind: 'coverage',
  id: 'coverage-days',
  section: 'coverage',
  title: 'Share of neighbourhood-days covered',
  definition:
    'Of all days of all neighbourhoods in the period, up to the day of the data cut-off and only while each neighbourhood exists, the share on which it was covered or covered by a deputy.',
  clause: 'Reported: state on the last day, neighbourhood-days, every gap with its length.',
  numerator: 'Neighbourhood-days covered, or covered by a deputy',
  denominator: 'Neighbourhood-days on which the neighbourhood exists',
  unit: 'percent',
  by: ['neighbourhood'],
  of(neighbourhoods) {
    const days = (states: readonly (typeof COVERAGE_STATES)[number][]): number =>
      neighbourhoods
        .flatMap((each) => states.map((state) => each.days[state]))
        .reduce((sum, count) => sum + count, 0);
    return { numerator: days(IN_NUMERATOR), denominator: days(COVERAGE_STATES) };
  },
  example: {
    words: 'North 31 and South 26 days of 31 each: 57 of 62, 91.9%.',
    numerator: 57,
    denominator: 62,
  },
};
