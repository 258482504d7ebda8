import {
  COVERAGE_STATES,
  type CoverageState,
  STATE_TITLES,
} from '../../registry/coverage/domain/coverage-state.js';
import { COVERAGE_RULES } from '../../registry/coverage/coverage-rules.js';
import { RANKS } from '../../registry/ranks.js';
import type { CoverageMeasure } from './measure.js';

const ALLOWED_RANKS = RANKS.filter(({ namedOfficer }) => namedOfficer)
  .map(({ label }) => label)
  .join(', ');

const clause =
  'For one assignment on one day, best first: covered, deputy covering, absent, not contactable, unpublished, vacant. A neighbourhood takes its best.';

export const STATE_LAST_DAY: CoverageMeasure = {
  kind: 'coverage',
  id: 'state-last-day',
  section: 'coverage',
  title: 'State on the last day',
  definition: `A neighbourhood is covered if an officer of an allowed rank (${ALLOWED_RANKS}) is named for it, the name is published, there is a working online way to make contact and the officer is not away for ${COVERAGE_RULES.absenceDays} consecutive days or more; deputy covering if only a deputy is; absent if the officer is away so long; not contactable if there is no online way or none works; unpublished if the name is withheld for safety; else vacant. The worst flaw of an assignment decides; of several assignments the best counts. Every fact is that of the day. Empty if the neighbourhood does not exist on the last day.`,
  clause,
  numerator: 'The best state that any assignment gives the neighbourhood on that day',
  unit: 'state',
  by: ['neighbourhood'],
  onlyBy: true,
  of([neighbourhood]) {
    const state = neighbourhood?.lastState;
    return { value: state ? STATE_TITLES[state] : null };
  },
  example: { words: 'North, the first by name: covered.', value: 'covered' },
};

const IN_EXAMPLE: Record<CoverageState, number> = {
  covered: 1,
  'deputy-covering': 1,
  absent: 0,
  'not-contactable': 0,
  unpublished: 0,
  vacant: 0,
};

/** How many neighbourhoods are in each state on the last day. */
export const STATES_LAST_DAY: readonly CoverageMeasure[] = COVERAGE_STATES.map((state) => ({
  kind: 'coverage',
  id: `last-day-${state}`,
  section: 'coverage',
  title: `Neighbourhoods on the last day: ${STATE_TITLES[state]}`,
  definition: 'Neighbourhoods by their state on the last day of the period.',
  clause,
  numerator: 'Neighbourhoods in this state on the last day',
  unit: 'count',
  by: [],
  of: (neighbourhoods) => ({ value: neighbourhoods.filter(({ lastState }) => lastState === state).length }),
  example: { words: `${IN_EXAMPLE[state]}.`, value: IN_EXAMPLE[state] },
}));
