import { instantsParameters } from './days-of-span.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

/** The requests `r` about contacts `c` that are counted. */
export const FROM_RECOURSE_ASKED = `from recourse_request r
join contact c on c.force_id = r.force_id and c.id = r.contact_id
where r.force_id = $1 and r.asked_at >= greatest($2::timestamptz, $5::timestamptz) and r.asked_at < $3 and r.asked_at < $4
  and ${ofPart('r.neighbourhood_id', '$6')}`;

export const RECOURSE_ASKED: CountedMeasure = {
  kind: 'counted',
  id: 'recourse-asked',
  section: 'response',
  title: 'Recourse asked for',
  definition:
    'Requests for recourse made in the period and before the data cut-off: somebody was not answered in time, or the answer did not help, and asked a supervisor to look at it. Each stands under the neighbourhood that held the query when it was asked.',
  clause:
    'There will be a clear process in place for the public to seek recourse if this response time is not met.',
  numerator: 'Requests for recourse made in the period',
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many people asked for recourse in a period, by who held their query and by channel?
select r.neighbourhood_id, c.channel, count(*) as value
${FROM_RECOURSE_ASKED}
group by grouping sets ((), (r.neighbourhood_id), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
};
