import { DAYS_AHEAD } from '../../registry/coverage/coverage.js';
import type { ComingGapMeasure } from './measure.js';

/** From the very list that stands beside the figures, so that number and list cannot disagree. */
export const COMING_GAPS: ComingGapMeasure = {
  kind: 'coming-gaps',
  id: 'coming-gaps',
  section: 'coverage',
  title: `Gaps that will begin within ${DAYS_AHEAD} days`,
  definition: `Gaps in coverage that begin on one of the ${DAYS_AHEAD} days after the day of the data cut-off, whatever the period, because of a date that is recorded by then: the neighbourhood is covered the day before, or does not exist yet. A gap that is open on the day of the cut-off is not coming. Each is listed with its reason.`,
  clause: 'Gaps that are coming (an assignment or absence with a known date and no successor).',
  numerator: `Gaps whose first day is one of the ${DAYS_AHEAD} days after the day of the cut-off`,
  unit: 'count',
  by: ['neighbourhood'],
  atCutOff: true,
  of: (gaps) => ({ value: gaps.length }),
  example: { words: 'Nobody’s days end: 0.', value: 0 },
};
