import { RANKS } from '../../registry/ranks.js';
import { HAS_TENURE, TEAM_RUNS } from '../../registry/workforce/team-days.js';
import { officersOfPartParameters } from './days-of-span.js';
import type { CountedMeasure } from './measure.js';
import { OFFICERS_OF_PART, officerOfPart } from './of-part.js';
import { WORKFORCE_SECTION } from './section-of-workforce.js';

/** "share of constables, of PCSOs and of sergeants": the words for each, and what the worked example has. */
const TENURE_RANKS = {
  constable: {
    officers: 'constables',
    words: 'The lead of North and the deputy of South since 2026: 0 of 2, 0.0%.',
    inTeams: 2,
  },
  pcso: { officers: 'PCSOs', words: 'None in a team.', inTeams: 0 },
  sergeant: { officers: 'sergeants', words: 'None in a team.', inTeams: 0 },
} as const;

/** The officers of a rank who are in teams on the last day, as `TEAM_RUNS` has them. */
export const fromTenure = (rank: string): string =>
  `from team_run where rank = '${rank}' and ${officerOfPart('officer_id')}`;

/** One measure a rank: who has been in neighbourhood teams for two years or more at the last day. */
export const TENURE: readonly CountedMeasure[] = RANKS.flatMap(({ id }) => {
  if (!Object.hasOwn(TENURE_RANKS, id)) return [];
  const { officers, words, inTeams } = TENURE_RANKS[id as keyof typeof TENURE_RANKS];
  return [
    {
      kind: 'counted',
      id: `tenure-${id}`,
      section: WORKFORCE_SECTION,
      title: `Tenure of ${officers}: two years or more`,
      definition: `Of the ${officers} who are in a neighbourhood team on the last day, by their rank on that day, the share who have been in neighbourhood teams without a break for two years or more. In a team is who is assigned to a neighbourhood in any role, or answers for a command area, and is in service. A move to another team on the next day, and any absence, parental leave included, is no break; a day in no team is one, and so is a secondment of more than 28 days. ${OFFICERS_OF_PART}`,
      clause:
        'Share of constables, of PCSOs and of sergeants continuously in a neighbourhood team for two years or more at a date. Moves between teams and absence, parental leave included, never break it; a secondment out of more than 28 days does.',
      numerator: `Those whose time in neighbourhood teams began on the same day two years before, or earlier`,
      denominator: `${officers.charAt(0).toUpperCase()}${officers.slice(1)} in a neighbourhood team on the last day`,
      unit: 'percent',
      by: [],
      query: `
-- How many officers of a rank are in a neighbourhood team on a day, and how many of them for two years?
with ${TEAM_RUNS}
select null::uuid as neighbourhood_id, null::text as channel,
       count(*) filter (where ${HAS_TENURE}) as numerator, count(*) as denominator
${fromTenure(id)}`,
      parameters: officersOfPartParameters,
      example: { words, numerator: 0, denominator: inTeams },
    } satisfies CountedMeasure,
  ];
});
