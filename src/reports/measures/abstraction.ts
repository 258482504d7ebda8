import { daysParameters } from './days-of-span.js';
import type { CountedMeasure } from './measure.js';
import { WHOLE_FORCE_ONLY } from './of-part.js';
import { WORKFORCE_SECTION } from './section-of-workforce.js';

const clause =
  'Abstraction: abstracted over rostered hours by calendar month; flagged strictly above 20 %, unrounded.';

/** The hours that are counted. Parameters: those of `daysParameters`. */
export const FROM_DUTY = `from duty_month
  where force_id = $1 and month_on >= $2::date and (month_on + interval '1 month')::date <= $3::date + 1`;

export const MONTHS_OF_PERIOD = `
  select month_on, sum(rostered_hours) as rostered, sum(abstracted_hours) as abstracted
  ${FROM_DUTY}
  group by month_on`;

export const ABSTRACTION: CountedMeasure = {
  kind: 'counted',
  id: 'abstraction',
  section: WORKFORCE_SECTION,
  title: 'Abstraction: duty hours taken for other work',
  definition: `Of the hours that officers of neighbourhood policing were rostered for in the calendar months of the period, the share that was taken for other duties. Counted are the months that lie within the period as a whole and for which hours were imported. In the JSON and in the file of all figures, numerator and denominator are hundredths of an hour, so that the share is exact. ${WHOLE_FORCE_ONLY}`,
  clause,
  numerator: 'Hours abstracted',
  denominator: 'Hours rostered',
  unit: 'percent',
  by: [],
  query: `
-- How many hours were abstracted of those rostered, in the calendar months of a period?
with month as (${MONTHS_OF_PERIOD})
select null::uuid as neighbourhood_id, null::text as channel,
       coalesce(sum(abstracted) * 100, 0)::bigint as numerator, coalesce(sum(rostered) * 100, 0)::bigint as denominator
from month`,
  parameters: daysParameters,
  wholeForceOnly: true,
  example: { words: 'No hours were imported.', numerator: 0, denominator: 0 },
};

export const MONTHS_ABOVE_PLEDGE: CountedMeasure = {
  kind: 'counted',
  id: 'abstraction-months-above',
  section: WORKFORCE_SECTION,
  title: 'Months with abstraction above 20%',
  definition: `Calendar months of the period in which more than 20% of the rostered hours were taken for other duties. The exact share is compared: a month of exactly 20% is not counted, one of 20.004% is. ${WHOLE_FORCE_ONLY}`,
  clause,
  numerator: 'Months within the period with more than 20% abstracted',
  unit: 'count',
  by: [],
  query: `
-- In how many calendar months of a period were more than 20 % of the rostered hours abstracted?
with month as (${MONTHS_OF_PERIOD})
select null::uuid as neighbourhood_id, null::text as channel, count(*) filter (where abstracted * 5 > rostered) as value
from month`,
  parameters: daysParameters,
  wholeForceOnly: true,
  example: { words: 'None: 0.', value: 0 },
};
