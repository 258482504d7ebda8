import { instantsParameters } from './days-of-span.js';
import { BY_EVERYTHING, BY_PLACE_AND_CHANNEL, type ClockMeasure, type CountedMeasure } from './measure.js';
import { MEASURED_PLACE, ofPart } from './of-part.js';

const clause =
  '“Overdue by” is response minus deadline. A late answer is a breach; its instant is the deadline.';

const answeredLate = {
  kind: 'clocks',
  section: 'response',
  clause,
  denominator: 'Clocks due that stopped after due',
  unit: 'minutes',
  none: 'none late',
  by: BY_EVERYTHING,
} as const;

export const OVERDUE_MEDIAN_MINUTES: ClockMeasure = {
  ...answeredLate,
  id: 'overdue-median-minutes',
  title: 'Overdue by, median of those answered late',
  definition:
    'Half of the queries that were answered late were answered within this time after their 72 hours had ended. Nearest rank, in whole minutes rounded up.',
  numerator: 'Minutes from due to stop at the 50th percentile of those answered late',
  sql: { overdue: 0.5 },
  example: { words: 'C, one millisecond late: 1 minute.', value: 1, denominator: 1 },
};

export const OVERDUE_LONGEST_MINUTES: ClockMeasure = {
  ...answeredLate,
  id: 'overdue-longest-minutes',
  title: 'Overdue by, longest of those answered late',
  definition:
    'How long after its 72 hours had ended the latest of the late answers came, in whole minutes rounded up.',
  numerator: 'Most minutes from due to stop of those answered late',
  sql: { overdue: 1 },
  example: { words: 'C, one millisecond late: 1 minute.', value: 1, denominator: 1 },
};

/** The clocks `k` of contacts `c` that wait, by their index. */
export const FROM_OPEN_PAST_DUE = `from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id
where k.force_id = $1 and k.due_at >= $2 and k.due_at < least($3::timestamptz, $4) and k.started_at >= $5
  and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
  and ${ofPart(MEASURED_PLACE, '$6')}`;
export const MINUTES_PAST_DUE = 'ceil(extract(epoch from $4::timestamptz - k.due_at) / 60)::int';

export const OPEN_LONGEST_MINUTES: CountedMeasure = {
  kind: 'counted',
  id: 'open-longest-minutes',
  section: 'response',
  title: 'Overdue by, longest of those still open',
  definition:
    'Of the queries due in the period that still wait at the data cut-off, how long the 72 hours of the oldest have been over, in whole minutes rounded up.',
  clause,
  numerator: 'Most minutes from due to the data cut-off',
  denominator: 'Clocks due, neither stopped nor taken out of scope, whose address has not failed',
  unit: 'minutes',
  none: 'none open',
  by: BY_PLACE_AND_CHANNEL,
  atCutOff: true,
  isMost: true,
  query: `
-- How long are the clocks of a period overdue that still wait at the cut-off, by neighbourhood and by channel?
select ${MEASURED_PLACE} as neighbourhood_id, c.channel, count(*) as denominator,
       max(${MINUTES_PAST_DUE}) as value
${FROM_OPEN_PAST_DUE}
group by grouping sets ((), (${MEASURED_PLACE}), (c.channel))`,
  parameters: instantsParameters,
  example: {
    words: 'D, overdue since a millisecond before 11pm (UTC): 191 minutes.',
    value: 191,
    denominator: 1,
  },
};
