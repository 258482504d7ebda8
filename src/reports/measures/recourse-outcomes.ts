import { instantsParameters } from './days-of-span.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

const OUTCOMES = [
  { outcome: 'upheld', title: 'Recourse upheld', found: 'the supervisor agreed with the person' },
  {
    outcome: 'partly-upheld',
    title: 'Recourse partly upheld',
    found: 'the supervisor agreed with the person in part',
  },
  {
    outcome: 'not-upheld',
    title: 'Recourse not upheld',
    found: 'the supervisor did not agree with the person',
  },
];

const from = (outcome: string): string => `from recourse_request r
join contact c on c.force_id = r.force_id and c.id = r.contact_id
where r.force_id = $1 and r.answered_at >= greatest($2::timestamptz, $5::timestamptz) and r.answered_at < $3 and r.answered_at < $4
  and r.outcome = '${outcome}' and ${ofPart('r.neighbourhood_id', '$6')}`;

/** By measure, the requests `r` about contacts `c` that are counted. */
export const FROM_RECOURSE_OUTCOMES = Object.fromEntries(
  OUTCOMES.map(({ outcome }) => [`recourse-${outcome}`, from(outcome)]),
);

/** What supervisors found, whenever it was asked. */
export const RECOURSE_OUTCOMES: readonly CountedMeasure[] = OUTCOMES.map(({ outcome, title, found }) => ({
  kind: 'counted',
  id: `recourse-${outcome}`,
  section: 'response',
  title,
  definition: `Requests for recourse answered in the period and before the data cut-off, in time or not, in which ${found}.`,
  clause: 'A supervisor answers within 5 working days; asked, answered and outcomes are counted.',
  numerator: `Requests answered in the period in which ${found}`,
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many requests for recourse were answered so in a period, by who held the query and by channel?
select r.neighbourhood_id, c.channel, count(*) as value
${from(outcome)}
group by grouping sets ((), (r.neighbourhood_id), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
}));
