import { HAS_TENURE, TEAM_RUNS } from '../../registry/workforce/team-days.js';
import { fromTenure } from '../measures/tenure.js';
import type { Listing } from './listed-source.js';

/**
 * A band of years stands only of the whole force, and only where every band on its side of the two years has so many
 * officers, or none; otherwise all rows of the side say no more than the figure does. One of a few could be told from the
 * page of a small place, which names its officers, from the band that is left out, or from a force without one of its parts.
 */
export const FEWEST_OF_BAND = 5;

/** Words of each band, and of the two sides of the figure. */
const BANDS: Readonly<Record<string, string>> = {
  'under-1': 'Under 1 year',
  'from-1': '1 year to under 2 years',
  'from-2': '2 years to under 5 years',
  'from-5': '5 years or more',
  'side-under-2': 'Under 2 years',
  'side-from-2': '2 years or more',
};

const yearsBefore = (years: number): string => `($2::date - interval '${years} years')::date`;
const BAND = `case when since_on > ${yearsBefore(1)} then 'under-1' when not (${HAS_TENURE}) then 'from-1'
    when since_on > ${yearsBefore(5)} then 'from-2' else 'from-5' end`;

/** The officers of a rank who are in neighbourhood teams: since when for whoever sees officers, for others bands of years. */
export function tenureListing(measure: string): Listing {
  const officers = fromTenure(measure.slice('tenure-'.length));
  return {
    order: 'the longest in teams first',
    splits: true,
    officers: true,
    places: false,
    columns: [],
    ownColumns: [
      { id: 'years', title: 'Whole years in neighbourhood teams', kind: 'number' },
      { id: 'sinceOn', title: 'In teams since', kind: 'day' },
    ],
    othersColumns: [
      { id: 'band', title: 'Time in neighbourhood teams, in bands of at least 5 officers', kind: 'text' },
    ],
    words: { band: (band) => BANDS[band]! },
    statement: ({ seesOfficers }) => ({
      question: 'Which officers of a rank are in a neighbourhood team on a day, and since when?',
      with: `${TEAM_RUNS}, banded as (
  select officer_id, since_on, ${HAS_TENURE} as has_tenure, ${BAND} as band ${officers}
), alike as (
  select b.*, count(*) over (partition by band) as of_band from banded b
), judged_band as (
  select a.*, min(of_band) over (partition by has_tenure) as fewest from alike a
)`,
      select: {
        sort: `coalesce(to_char(since_on, 'YYYYMMDD'), '') || officer_id`,
        numerator: 'has_tenure::int',
        officer_id: 'officer_id',
      },
      from: 'from judged_band',
      facts: seesOfficers
        ? {
            sinceOn: `case when isfinite(since_on) then since_on end`,
            years: `case when isfinite(since_on) then extract(year from age($2::date, since_on))::int end`,
          }
        : {
            band: `case when $3::uuid[] is null and fewest >= ${FEWEST_OF_BAND} then band when has_tenure then 'side-from-2' else 'side-under-2' end`,
          },
    }),
  };
}
