import type { CountedMeasure } from './measure.js';
import { WHOLE_FORCE_ONLY } from './of-part.js';

/** The files that are counted. */
export const FROM_IMPORTS = `from registry_import
where force_id = $1 and kind <> 'police-uk' and applied_at >= greatest($2::timestamptz, $5::timestamptz) and applied_at < $3 and applied_at <= $4`;

/** Of what the registry was told in files: how much of it could not be read, and so is in no figure. */
export const IMPORT_ROWS_REFUSED: CountedMeasure = {
  kind: 'counted',
  id: 'import-rows-refused',
  section: 'data',
  title: 'Rows of registry files that could not be taken in',
  definition: `Of the rows of the files (officers, assignments, absences, hours, priorities and others) that were imported in the period, the share that was refused, because it could not be read or contradicted what is recorded, and was left out when the rest was applied. An import that was undone later counts as well; a file that was given up, or that changed nothing, counts nowhere, and neither does what was fetched from data.police.uk. ${WHOLE_FORCE_ONLY}`,
  clause: 'Can I trust the figure?',
  numerator: 'Rows left out of the files that were applied in the period',
  denominator: 'Rows of the files that were applied in the period',
  unit: 'percent',
  none: 'none imported',
  by: [],
  wholeForceOnly: true,
  query: `
-- How many rows had the files that were applied in a period, and how many of them were left out?
select null::uuid as neighbourhood_id, null::text as channel,
       coalesce(sum((counts ->> 'refused')::int), 0)::bigint as numerator,
       coalesce(sum((counts ->> 'rows')::int), 0)::bigint as denominator
${FROM_IMPORTS}`,
  parameters: (forceId, { startAt, endAt, cutOffAt, figuresBeginAt }) => [
    forceId,
    startAt,
    endAt,
    cutOffAt,
    figuresBeginAt,
  ],
  example: { words: 'No file was imported.', numerator: 0, denominator: 0 },
};
