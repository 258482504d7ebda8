import type { CountedMeasure } from './measure.js';
import { daysOfSpan } from './days-of-span.js';

export const ROUTE_DAYS_FAILED: CountedMeasure = {
  kind: 'counted',
  id: 'route-days-failed',
  section: 'coverage',
  title: 'Days on which a published contact route failed',
  definition:
    'Of the days on which a published route (a web page, a contact form, a mailbox, an officer’s public e-mail) was tried, those on which every try failed. Days on which nobody tried say nothing.',
  clause: 'A route fails a day only if every try of that day failed.',
  numerator: 'Days on which a route was tried and every try failed',
  denominator: 'Days on which a route was tried',
  unit: 'percent',
  none: 'none tried',
  by: ['neighbourhood'],
  query: `
-- On how many days was a route tried, and on how many of these did every try fail, by neighbourhood?
select neighbourhood_id, null::text as channel, count(*) filter (where failed) as numerator, count(*) as denominator
from (
  select neighbourhood_id, officer_id, kind, checked_on, not bool_or(works) as failed
  from route_check where force_id = $1 and checked_on between $2::date and $3::date
  group by neighbourhood_id, officer_id, kind, checked_on
) tried
group by grouping sets ((), (neighbourhood_id))`,
  parameters: (forceId, span) => {
    const days = daysOfSpan(span);
    return [forceId, days?.fromOn ?? null, days?.lastOn ?? null];
  },
  example: { words: 'Nobody tried any.', numerator: 0, denominator: 0 },
};
