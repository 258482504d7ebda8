import { TEAM_RUNS } from '../../registry/workforce/team-days.js';
import { lastDayParameters, officersOfPartParameters } from './days-of-span.js';
import type { CountedMeasure } from './measure.js';
import { OFFICERS_OF_PART, officerOfPart, WHOLE_FORCE_ONLY } from './of-part.js';
import { WORKFORCE_SECTION } from './section-of-workforce.js';

const clause = 'An uplift target, and headcount against target.';

/** The officers `o` who are counted, as often as they are in a team `t`. */
export const FROM_HEADCOUNT = `from in_team t join officer o on o.force_id = $1 and o.id = t.officer_id and o.in_service @> $2::date
where t.during @> $2::date and ${officerOfPart('t.officer_id')}`;

export const HEADCOUNT: CountedMeasure = {
  kind: 'counted',
  id: 'headcount',
  section: WORKFORCE_SECTION,
  title: 'Officers of neighbourhood policing',
  definition: `Officers of any rank who are in service on the last day and assigned to a neighbourhood then in any role, or who answer for a command area. Each counts once, and an absence or a secondment takes nobody away. ${OFFICERS_OF_PART}`,
  clause,
  numerator: 'Officers in service with an assignment on the last day',
  unit: 'count',
  by: [],
  query: `
-- How many officers in service have an assignment in a neighbourhood, or a command area, on a day?
with ${TEAM_RUNS}
select null::uuid as neighbourhood_id, null::text as channel, count(distinct t.officer_id) as value
${FROM_HEADCOUNT}`,
  parameters: officersOfPartParameters,
  example: { words: 'The lead of North and the deputy of South: 2.', value: 2 },
};

/** The same day's numbers of posts and of the uplift target, which the headcount stands against. */
export const POSTS: readonly CountedMeasure[] = [
  {
    column: 'posts',
    id: 'posts',
    title: 'Posts of neighbourhood policing',
    definition: `Posts that the force has recorded for neighbourhood policing on the last day, of all ranks together. ${WHOLE_FORCE_ONLY}`,
    numerator: 'Posts recorded for the last day',
  },
  {
    column: 'uplift_target',
    id: 'uplift-target',
    title: 'Uplift target of neighbourhood policing',
    definition: `Officers that neighbourhood policing is to have, as recorded for the last day, of all ranks together. ${WHOLE_FORCE_ONLY}`,
    numerator: 'Officers in the uplift target recorded for the last day',
  },
].map(({ column, ...words }) => ({
  kind: 'counted',
  section: WORKFORCE_SECTION,
  ...words,
  clause,
  unit: 'count',
  by: [],
  query: `
-- How many are recorded for a day, of all ranks?
select null::uuid as neighbourhood_id, null::text as channel, coalesce(sum(${column}), 0) as value
from establishment where force_id = $1 and during @> $2::date`,
  parameters: lastDayParameters,
  wholeForceOnly: true,
  example: { words: 'None recorded: 0.', value: 0 },
}));
