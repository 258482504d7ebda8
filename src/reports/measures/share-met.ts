import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const SHARE_MET: ClockMeasure = {
  kind: 'clocks',
  id: 'share-met',
  section: 'response',
  title: 'Share answered within 72 hours',
  definition:
    'Of the queries due, the share that had a meaningful response at or before the due instant. Everything else that was due is missed, answered or not.',
  clause: 'Guaranteed response times to neighbourhood queries from communities and businesses of 72 hours.',
  numerator: 'Clocks due that stopped at or before due',
  denominator:
    'Clocks due in the period and before the data cut-off, less out of scope and less no reply possible',
  unit: 'percent',
  by: BY_EVERYTHING,
  sql: {
    share: `${DUE} and met`,
    of: DUE,
  },
  example: { words: '4 of 7: 57.1%.', numerator: 4, denominator: 7 },
};
