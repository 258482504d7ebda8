import { WARD_STATE_TITLES, WARD_STATES, type WardState } from '../../registry/coverage/domain/ward-state.js';
import type { WardCoverage } from '../../registry/coverage/ward-coverage.js';
import type { WardMeasure } from './measure.js';

const clause =
  'A ward maps to every neighbourhood that holds at least 5 % of its area: covered if all of them are, partly if some, else not.';

const existing = (wards: readonly WardCoverage[]): WardCoverage[] =>
  wards.filter(({ lastState }) => lastState !== null);

export const WARD_COVERAGE_LAST_DAY: WardMeasure = {
  kind: 'wards',
  id: 'ward-coverage-last-day',
  section: 'wards',
  title: 'Share of wards covered on the last day',
  definition:
    'Of the council wards that exist on the last day of the period (today, if the period has not ended), the share of which every neighbourhood is covered, or covered by a deputy. A ward has the neighbourhoods that hold at least 5% of its area, unless the force has decided otherwise.',
  clause: 'Every council ward will have its own named, contactable officers.',
  numerator: 'Wards of which all neighbourhoods are covered, or covered by a deputy, on the last day',
  denominator: 'Wards that exist on the last day',
  unit: 'percent',
  by: [],
  of: (wards) => ({
    numerator: existing(wards).filter(({ lastState }) => lastState === 'covered').length,
    denominator: existing(wards).length,
  }),
  example: { words: 'Abbey in North and Castle in both: 2 of 2, 100.0%.', numerator: 2, denominator: 2 },
};

export const WARD_NATIONAL_LAST_DAY: WardMeasure = {
  kind: 'wards',
  id: 'ward-national-last-day',
  section: 'wards',
  title: 'National measure by ward on the last day',
  definition:
    'Of the council wards that exist on the last day, the share of which every neighbourhood has an officer who is named, published and contactable online, whatever the absence.',
  clause:
    'Beside it stands the national measure: named, published and contactable online, whatever the absence.',
  numerator: 'Wards of which all neighbourhoods meet the national measure on the last day',
  denominator: 'Wards that exist on the last day',
  unit: 'percent',
  by: [],
  of: (wards) => ({
    numerator: existing(wards).filter(({ nationalOnLastDay }) => nationalOnLastDay).length,
    denominator: existing(wards).length,
  }),
  example: {
    words: 'Abbey; in Castle, South has only a deputy: 1 of 2, 50.0%.',
    numerator: 1,
    denominator: 2,
  },
};

export const WARD_STATE_LAST_DAY: WardMeasure = {
  kind: 'wards',
  id: 'ward-state-last-day',
  section: 'wards',
  title: 'State of the ward on the last day',
  definition:
    'A ward is covered if all its neighbourhoods that exist on the day are covered or covered by a deputy, partly covered if some are, else not covered. A ward with no neighbourhood is not covered. Empty if the ward does not exist on the last day.',
  clause,
  numerator: 'Whether all, some or none of the neighbourhoods are covered on that day',
  unit: 'state',
  by: ['ward'],
  onlyBy: true,
  of: ([ward]) => ({ value: ward?.lastState ? WARD_STATE_TITLES[ward.lastState] : null }),
  example: { words: 'Abbey, the first by name: covered.', value: 'covered' },
};

const IN_EXAMPLE: Record<WardState, number> = { covered: 2, partly: 0, 'not-covered': 0 };

/** How many wards are in each state on the last day. */
export const WARD_STATES_LAST_DAY: readonly WardMeasure[] = WARD_STATES.map((state) => ({
  kind: 'wards',
  id: `ward-last-day-${state}`,
  section: 'wards',
  title: `Wards on the last day: ${WARD_STATE_TITLES[state]}`,
  definition: 'Wards by their state on the last day of the period.',
  clause,
  numerator: 'Wards in this state on the last day',
  unit: 'count',
  by: [],
  of: (wards) => ({ value: wards.filter(({ lastState }) => lastState === state).length }),
  example: { words: `${IN_EXAMPLE[state]}.`, value: IN_EXAMPLE[state] },
}));
