import { instantsParameters } from './days-of-span.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

/** The requests `r` about contacts `c` whose five working days ended. */
export const FROM_RECOURSE_DUE = `from recourse_request r
join contact c on c.force_id = r.force_id and c.id = r.contact_id
where r.force_id = $1 and r.due_at > $2 and r.due_at <= least($3::timestamptz, $4) and r.asked_at >= $5
  and ${ofPart('r.neighbourhood_id', '$6')}`;

export const RECOURSE_ANSWERED: CountedMeasure = {
  kind: 'counted',
  id: 'recourse-answered',
  section: 'response',
  title: 'Recourse answered within 5 working days',
  definition:
    'Of the requests for recourse whose 5 working days ended in the period and by the data cut-off, those that a supervisor had answered by then. The days are counted from the day after the request, without weekends and the bank holidays of England and Wales. An answer by email counts when the receiving server has accepted it.',
  clause: 'A supervisor answers within 5 working days; asked, answered and outcomes are counted.',
  numerator: 'Requests answered before the end of the fifth working day',
  denominator: 'Requests for recourse whose 5 working days ended in the period',
  unit: 'percent',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many of those whose time to be answered ended in a period were answered in time, by who held their query and by channel?
select r.neighbourhood_id, c.channel, count(*) filter (where r.answered_at < r.due_at) as numerator, count(*) as denominator
${FROM_RECOURSE_DUE}
group by grouping sets ((), (r.neighbourhood_id), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: none due.', numerator: 0, denominator: 0 },
};
