import { clockParameters, CLOCKS_OF_PERIOD } from './clock-of-period.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

/** The contacts `c` without a clock that are counted. @param part the parameter with the neighbourhoods of the part */
export const fromWithoutClock = (part: string): string => `from contact c
  where c.force_id = $1 and c.received_at >= $2 and c.received_at < $3 and c.received_at <= $4 and c.received_at >= $5
    and not c.reachable and ${ofPart('c.neighbourhood_id', part)}
    and not exists (select from clock k where k.force_id = c.force_id and k.contact_id = c.id)`;

export const NO_REPLY_POSSIBLE: CountedMeasure = {
  kind: 'counted',
  id: 'no-reply-possible',
  section: 'scope',
  title: 'No reply possible',
  definition:
    'Contacts received in the period that left no address to answer to, and queries that would have been due in the period and before the data cut-off whose only address refused an answer for good by the due instant. Neither is in any figure of the response; the team sees them all the same. A query that was answered in spite of it, or whose address failed only after the due instant, counts as due.',
  clause:
    'A contact without any address has no 72 h clock; it is shown to the team all the same and counted apart. If there is no other route the clock ends as no reply possible (address failed).',
  numerator:
    'Contacts received in the period and before the data cut-off that have no clock, and clocks due in the period and before the data cut-off that ended because the address failed',
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many contacts of a period have no clock, and how many of its clocks ended because the address failed, by
-- neighbourhood and by channel?
with ${CLOCKS_OF_PERIOD},
unanswerable as (
  select c.neighbourhood_id, c.channel, 1 as n
  ${fromWithoutClock('$10')}
  union all
  select neighbourhood_id, channel, n from clock_group where address_failed
)
select neighbourhood_id, channel, sum(n) as value
from unanswerable
group by grouping sets ((), (neighbourhood_id), (channel))`,
  parameters: clockParameters,
  example: { words: 'J and L: 2.', value: 2 },
};
