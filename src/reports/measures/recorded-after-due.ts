import { RESPONSE_HOURS } from '../../contacts/domain/deadline.js';
import { instantsParameters } from './days-of-span.js';
import type { CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

/** The clocks `k` of contacts `c` that are counted. */
export const FROM_RECORDED_AFTER_DUE = `from (
  select c.force_id, c.id, c.channel, c.stated_at, c.received_at from contact c
  where c.force_id = $1 and c.received_at - c.stated_at > interval '${RESPONSE_HOURS} hours'
    -- Due in the period is nothing that was sent, and so recorded, longer before it.
    and c.received_at >= $2::timestamptz - interval '${RESPONSE_HOURS} hours'
  -- These few first, by their index: the planner takes them for a third of all, and would look up each clock's contact.
  offset 0
) c join clock k on k.force_id = c.force_id and k.contact_id = c.id
where k.force_id = $1 and k.started_at <= c.received_at
  and k.due_at >= $2 and k.due_at < least($3::timestamptz, $4) and k.started_at >= $5
  and ${ofPart('coalesce(k.measured_neighbourhood_id, k.neighbourhood_id)', '$6')}`;

/**
 * What the force wrote down too late to answer in time, by the index of contacts that were received so late. A further
 * question on the same contact starts after the receipt, and so is none of these.
 */
export const RECORDED_AFTER_DUE: CountedMeasure = {
  kind: 'counted',
  id: 'recorded-after-due',
  section: 'data',
  title: 'Queries recorded only after their 72 hours',
  definition:
    'Queries with their due instant in the period and before the data cut-off that reached this monitor, by hand or from another system, more than 72 hours after the time at which the person is stated to have sent them. Nobody could be warned of them in time. They count in the response like any other, in or out of scope. Late entries, which are answers written down late, are counted apart.',
  clause: 'Start is when the person sent it. By hand: the stated time. Both times are kept.',
  numerator: 'Clocks due in the period that were recorded more than 72 hours after the stated time',
  unit: 'count',
  by: ['neighbourhood', 'channel'],
  query: `
-- How many queries of a period were recorded when their 72 hours were over, by neighbourhood and by channel?
select coalesce(k.measured_neighbourhood_id, k.neighbourhood_id) as neighbourhood_id, c.channel, count(*) as value
${FROM_RECORDED_AFTER_DUE}
group by grouping sets ((), (coalesce(k.measured_neighbourhood_id, k.neighbourhood_id)), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
};
