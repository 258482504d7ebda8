import type { CountedMeasure } from './measure.js';

export const NO_REPLY_POSSIBLE: CountedMeasure = {
  kind: 'counted',
  id: 'no-reply-possible',
  section: 'scope',
  title: 'No reply possible',
  definition:
    'Contacts received in the period that left no address to answer to. They have no 72 hours; the team sees them all the same.',
  clause:
    'A contact without any address has no 72 h clock; it is shown to the team all the same and counted apart.',
  numerator: 'Contacts received in the period and before the data cut-off that have no clock',
  unit: 'count',
  by: ['neighbourhood', 'channel'],
  query: `
-- How many contacts of a period have no clock, by neighbourhood and by channel?
select c.neighbourhood_id, c.channel, count(*) as value
from contact c
where c.force_id = $1 and c.received_at >= $2 and c.received_at < $3 and c.received_at <= $4 and c.received_at >= $5
  and not c.reachable and not exists (select from clock k where k.force_id = c.force_id and k.contact_id = c.id)
group by grouping sets ((), (c.neighbourhood_id), (c.channel))`,
  parameters: (forceId, { startAt, endAt, cutOffAt, figuresBeginAt }) => [
    forceId,
    startAt,
    endAt,
    cutOffAt,
    figuresBeginAt,
  ],
  example: { words: 'J: 1.', value: 1 },
};
