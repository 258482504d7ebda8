import { instantsParameters } from './days-of-span.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

/** The corrections `s` of contacts `c` that are counted. */
export const FROM_STARTS_CORRECTED = `from start_correction s
join contact c on c.force_id = s.force_id and c.id = s.contact_id
where s.force_id = $1 and s.at >= greatest($2::timestamptz, $5::timestamptz) and s.at < $3 and s.at < $4
  and ${ofPart('s.neighbourhood_id', '$6')}`;

export const STARTS_CORRECTED: CountedMeasure = {
  kind: 'counted',
  id: 'starts-corrected',
  section: 'response',
  title: 'Starts corrected',
  definition:
    'Corrections, made in the period and before the data cut-off, of when a person had written. Only a supervisor makes one, with a reason; the deadline follows, and what the start was is kept. Each stands under the neighbourhood that held the query then.',
  clause:
    'A start is corrected only by a supervisor with a reason; due follows, and the correction is listed.',
  numerator: 'Corrections of a start made in the period',
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many starts were corrected in a period, by who held the query and by channel?
select s.neighbourhood_id, c.channel, count(*) as value
${FROM_STARTS_CORRECTED}
group by grouping sets ((), (s.neighbourhood_id), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
};
