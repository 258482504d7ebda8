import { COVERAGE_STATES } from '../../registry/coverage/domain/coverage-state.js';
import type { CoverageMeasure } from './measure.js';

export const NATIONAL_DAYS: CoverageMeasure = {
  kind: 'coverage',
  id: 'national-days',
  section: 'coverage',
  title: 'National measure: share of neighbourhood-days',
  definition:
    'Of all days of all neighbourhoods in the period, up to the day of the data cut-off and only while each neighbourhood exists, the share on which an officer of an allowed rank was named, published and contactable online, whatever the absence.',
  clause:
    'Beside it stands the national measure: named, published and contactable online, whatever the absence.',
  numerator: 'Neighbourhood-days with a named, published officer who is contactable online',
  denominator: 'Neighbourhood-days on which the neighbourhood exists',
  unit: 'percent',
  by: ['neighbourhood'],
  of: (neighbourhoods) => ({
    numerator: neighbourhoods.reduce((sum, { nationalDays }) => sum + nationalDays, 0),
    denominator: neighbourhoods
      .flatMap(({ days }) => COVERAGE_STATES.map((state) => days[state]))
      .reduce((sum, count) => sum + count, 0),
  }),
  example: {
    words: 'North 31 days, South 20 with its lead: 51 of 62, 82.3%.',
    numerator: 51,
    denominator: 62,
  },
};
