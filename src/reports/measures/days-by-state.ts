import {
  COVERAGE_STATES,
  type CoverageState,
  STATE_TITLES,
} from '../../registry/coverage/domain/coverage-state.js';
import type { CoverageMeasure } from './measure.js';

const IN_EXAMPLE: Record<CoverageState, number> = {
  covered: 51,
  'deputy-covering': 6,
  absent: 0,
  'not-contactable': 0,
  unpublished: 0,
  vacant: 5,
};

/** Neighbourhood-days in each state: "Covered and deputy covering form the numerator, shown apart." */
export const DAYS_BY_STATE: readonly CoverageMeasure[] = COVERAGE_STATES.map((state) => ({
  kind: 'coverage',
  id: `days-${state}`,
  section: 'coverage',
  title: `Neighbourhood-days: ${STATE_TITLES[state]}`,
  definition: 'Days of the period on which a neighbourhood existed, by its state on the day.',
  clause: 'Covered and deputy covering form the numerator, shown apart.',
  numerator: 'Neighbourhood-days in this state',
  unit: 'days',
  by: ['neighbourhood'],
  of: (neighbourhoods) => ({ value: neighbourhoods.reduce((sum, { days }) => sum + days[state], 0) }),
  example: { words: `${IN_EXAMPLE[state]}.`, value: IN_EXAMPLE[state] },
}));
