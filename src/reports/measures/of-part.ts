import type { CountedSpan } from './measure.js';

/** As a filter: does the report count this neighbourhood? The parameter is `partIds`: null for the whole force. */
export const ofPart = (neighbourhood: string, parameter: string): string =>
  `(${parameter}::uuid[] is null or ${neighbourhood} = any (${parameter}::uuid[]))`;

/** The neighbourhoods that a report of a part counts, as a parameter. */
export const partIds = ({ part }: CountedSpan): readonly string[] | null => part?.neighbourhoodIds ?? null;

/**
 * As a filter over officers: has this one an assignment to a neighbourhood of the part on the day `$2`, or is over the
 * command area that it is? For the parameters of `officersOfPartParameters`.
 */
export const officerOfPart = (officer: string): string => `($3::uuid[] is null or ${officer} in (
  select a.officer_id from assignment a
  where a.force_id = $1 and a.during @> $2::date and a.neighbourhood_id = any ($3::uuid[])
  union all
  select s.officer_id from command_area_supervisor s
  where s.force_id = $1 and s.during @> $2::date and s.command_area_id = $4::uuid))`;

/** What is said of a measure that counts officers. */
export const OFFICERS_OF_PART =
  'Of a part of the force, those count who have an assignment to one of its neighbourhoods on that day, or who answer for the command area that it is; an officer of two parts counts in both.';

/** What is said of a measure that the data do not know by place. */
export const WHOLE_FORCE_ONLY =
  'It is recorded for the force as a whole, so a report of a part of the force does not have it.';

/** "Figures by neighbourhood use the holder at the earlier of response and due": whose a clock `k` is. */
export const MEASURED_PLACE = 'coalesce(k.measured_neighbourhood_id, k.neighbourhood_id)';
