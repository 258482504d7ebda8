import { daysParameters } from './days-of-span.js';
import type { CountedMeasure } from './measure.js';
import { WHOLE_FORCE_ONLY } from './of-part.js';
import { WORKFORCE_SECTION } from './section-of-workforce.js';

/** The times `p` of officers `o` in the post, and the days of the period that each is. */
export const FROM_LEADS = `from force_post p join officer o on o.force_id = p.force_id and o.id = p.officer_id
  where p.force_id = $1 and p.post = 'anti-social-behaviour-lead'`;
export const LED = 'p.during * o.in_service * daterange($2::date, $3::date + 1)';

export const ASB_LEAD_DAYS: CountedMeasure = {
  kind: 'counted',
  id: 'asb-lead-days',
  section: WORKFORCE_SECTION,
  title: 'Days with an anti-social behaviour lead',
  definition: `Of the days of the period, up to the day of the data cut-off, the share on which an officer in service was recorded as the force’s lead on anti-social behaviour. ${WHOLE_FORCE_ONLY}`,
  clause: 'Have a dedicated anti-social behaviour lead in every force.',
  numerator: 'Days with a lead in service',
  denominator: 'Days of the period',
  unit: 'percent',
  by: [],
  query: `
-- On how many days of a period did the force have a lead on anti-social behaviour?
select null::uuid as neighbourhood_id, null::text as channel,
       coalesce((select sum(upper(run) - lower(run)) from unnest(held.days) as run), 0) as numerator,
       coalesce($3::date - $2::date + 1, 0) as denominator
from (
  select range_agg(${LED}) filter (where $2::date is not null) as days
  ${FROM_LEADS}
) held`,
  parameters: daysParameters,
  wholeForceOnly: true,
  example: { words: 'Nobody: 0 of 31, 0.0%.', numerator: 0, denominator: 31 },
};
