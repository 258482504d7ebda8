import { IS_CURRENT, LAST_REVIEWS } from '../../registry/life/last-reviews.js';
import { lastDayParameters } from './days-of-span.js';
import { BY_TEAM, type CountedMeasure } from './measure.js';
import { ofPart, partIds } from './of-part.js';
import { WORKFORCE_SECTION } from './section-of-workforce.js';

export const PRIORITIES_CURRENT: CountedMeasure = {
  kind: 'counted',
  id: 'priorities-current',
  section: WORKFORCE_SECTION,
  title: 'Neighbourhoods whose priorities are current',
  definition:
    'Of the neighbourhoods that exist on the last day of the period, the share whose priorities were reviewed within three calendar months before it. A recorded review counts whether or not it changed anything, and so does an issue that was set or an action that was taken. From 31 May the months reach back to the last day of February.',
  clause: 'Priorities current: reviewed within 3 calendar months before the last day.',
  numerator: 'Neighbourhoods with a review on the same day three months before the last day, or later',
  denominator: 'Neighbourhoods that exist on the last day',
  unit: 'percent',
  by: BY_TEAM,
  query: `
-- Which neighbourhoods exist on a day, and whose priorities are current then?
with ${LAST_REVIEWS}
select neighbourhood_id, null::text as channel, count(*) filter (where ${IS_CURRENT}) as numerator, count(*) as denominator
from last_review where ${ofPart('neighbourhood_id', '$3')}
group by grouping sets ((), (neighbourhood_id))`,
  parameters: (forceId, span) => [...lastDayParameters(forceId, span), partIds(span)],
  example: { words: 'Neither of the two: 0 of 2, 0.0%.', numerator: 0, denominator: 2 },
};
