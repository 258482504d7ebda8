import { WARD_STATE_TITLES, WARD_STATES, type WardState } from '../../registry/coverage/domain/ward-state.js';
import type { WardMeasure } from './measure.js';

export const WARD_COVERAGE_DAYS: WardMeasure = {
  kind: 'wards',
  id: 'ward-coverage-days',
  section: 'wards',
  title: 'Share of ward-days covered',
  definition:
    'Of all days of all council wards in the period, up to the day of the data cut-off and only while each ward exists, the share on which every neighbourhood of the ward was covered, or covered by a deputy.',
  clause: 'Every council ward will have its own named, contactable officers.',
  numerator: 'Ward-days on which all neighbourhoods were covered, or covered by a deputy',
  denominator: 'Ward-days on which the ward exists',
  unit: 'percent',
  by: ['ward'],
  of: (wards) => ({
    numerator: wards.reduce((sum, { days }) => sum + days.covered, 0),
    denominator: wards
      .flatMap(({ days }) => WARD_STATES.map((state) => days[state]))
      .reduce((sum, count) => sum + count, 0),
  }),
  example: {
    words: 'Abbey 31 and Castle 26 days of 31 each: 57 of 62, 91.9%.',
    numerator: 57,
    denominator: 62,
  },
};

const IN_EXAMPLE: Record<WardState, number> = { covered: 57, partly: 5, 'not-covered': 0 };

/** Ward-days in each state: "covered if all of them are, partly if some, else not". */
export const WARD_DAYS_BY_STATE: readonly WardMeasure[] = WARD_STATES.map((state) => ({
  kind: 'wards',
  id: `ward-days-${state}`,
  section: 'wards',
  title: `Ward-days: ${WARD_STATE_TITLES[state]}`,
  definition: 'Days of the period on which a ward existed, by its state on the day.',
  clause: 'Covered if all of them are, partly if some, else not.',
  numerator: 'Ward-days in this state',
  unit: 'days',
  by: ['ward'],
  of: (wards) => ({ value: wards.reduce((sum, { days }) => sum + days[state], 0) }),
  example: { words: `${IN_EXAMPLE[state]}.`, value: IN_EXAMPLE[state] },
}));
