import { daysParameters } from './days-of-span.js';
import { BY_TEAM, type CountedMeasure } from './measure.js';
import { ofPart, partIds } from './of-part.js';

/** Days on which a route was tried, with whether every try failed. */
export const ROUTE_DAYS = `select neighbourhood_id, officer_id, kind, checked_on, not bool_or(works) as failed
  from route_check where force_id = $1 and checked_on between $2::date and $3::date and ${ofPart('neighbourhood_id', '$4')}
  group by neighbourhood_id, officer_id, kind, checked_on`;

export const ROUTE_DAYS_FAILED: CountedMeasure = {
  kind: 'counted',
  id: 'route-days-failed',
  section: 'coverage',
  title: 'Days on which a published contact route failed',
  definition:
    'Of the days on which a published route (a web page, a contact form, a mailbox, an officer’s public e-mail) was tried, those on which every try failed. Days on which nobody tried say nothing. An officer’s own address belongs to no neighbourhood: it counts for the force, and in no part of it.',
  clause: 'A route fails a day only if every try of that day failed.',
  numerator: 'Days on which a route was tried and every try failed',
  denominator: 'Days on which a route was tried',
  unit: 'percent',
  none: 'none tried',
  by: BY_TEAM,
  query: `
-- On how many days was a route tried, and on how many of these did every try fail, by neighbourhood?
select neighbourhood_id, null::text as channel, count(*) filter (where failed) as numerator, count(*) as denominator
from (
  ${ROUTE_DAYS}
) tried
group by grouping sets ((), (neighbourhood_id))
-- An officer's own address is of no neighbourhood.
having grouping(neighbourhood_id) = 1 or neighbourhood_id is not null`,
  parameters: (forceId, span) => [...daysParameters(forceId, span), partIds(span)],
  example: { words: 'Nobody tried any.', numerator: 0, denominator: 0 },
};
