import { RESPONSE_HOURS } from '../../contacts/domain/deadline.js';
import { instantsParameters } from './days-of-span.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { MEASURED_PLACE, ofPart } from './of-part.js';

/** Received so late; and a clock that is due in the period was not received longer before it. */
const TOO_LATE = (of: string): string =>
  `${of}.force_id = $1 and ${of}.received_at - ${of}.stated_at > interval '${RESPONSE_HOURS} hours'
    and ${of}.received_at >= $2::timestamptz - interval '${RESPONSE_HOURS} hours'`;

/**
 * The clocks `k` of contacts `c` that are counted, with when their message reached us in `r`. Each is found by the index of
 * what was received so late: that of contacts, or for a further question that of messages.
 */
export const FROM_RECORDED_AFTER_DUE = `from (
  -- These few first: the planner takes them for a third of all, and would look up the contact of each clock of the period.
  select k.id as clock_id, c.received_at
  from (select c.force_id, c.id, c.received_at from contact c where ${TOO_LATE('c')} offset 0) c
  join clock k on k.force_id = c.force_id and k.contact_id = c.id
  where k.started_at <= c.received_at
    and not exists (select from contact_message q where q.force_id = k.force_id and q.clock_id = k.id)
  union all
  select q.clock_id, q.received_at from contact_message q where ${TOO_LATE('q')} and q.clock_id is not null
) r
join clock k on k.force_id = $1 and k.id = r.clock_id
join contact c on c.force_id = $1 and c.id = k.contact_id
where k.due_at >= $2 and k.due_at < least($3::timestamptz, $4) and k.started_at >= $5
  and ${ofPart(MEASURED_PLACE, '$6')}`;

/** What the force wrote down too late to answer in time. */
export const RECORDED_AFTER_DUE: CountedMeasure = {
  kind: 'counted',
  id: 'recorded-after-due',
  section: 'data',
  title: 'Queries recorded only after their 72 hours',
  definition:
    'Queries with their due instant in the period and before the data cut-off that reached this monitor, by hand or from another system, more than 72 hours after the time at which the person is stated to have sent them. Nobody could be warned of them in time. They count in the response like any other, in or out of scope. A further question counts by its own message. Late entries, which are answers written down late, are counted apart.',
  clause: 'Start is when the person sent it. By hand: the stated time. Both times are kept.',
  numerator: 'Clocks due in the period that were recorded more than 72 hours after the stated time',
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many queries of a period were recorded when their 72 hours were over, by neighbourhood and by channel?
select ${MEASURED_PLACE} as neighbourhood_id, c.channel, count(*) as value
${FROM_RECORDED_AFTER_DUE}
group by grouping sets ((), (${MEASURED_PLACE}), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
};
