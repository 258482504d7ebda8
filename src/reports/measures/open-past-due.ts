import { DUE } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

export const OPEN_PAST_DUE: ClockMeasure = {
  kind: 'clocks',
  id: 'open-past-due',
  section: 'response',
  title: 'Still open past due',
  definition:
    'Of those not answered, the ones that still wait at the data cut-off: the rest were taken out of scope, or lost the person’s only address, after due, which leaves them missed.',
  clause:
    'There will be a clear process in place for the public to seek recourse if this response time is not met.',
  numerator: 'Clocks due, neither stopped nor taken out of scope, whose address has not failed',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: `${DUE} and not answered and not taken_out and not address_gone` },
  example: { words: 'D; G was taken out as spam after due: 1.', value: 1 },
};
