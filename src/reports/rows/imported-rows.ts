import { FROM_IMPORTS } from '../measures/import-rows-refused.js';
import { isoOf } from './clock-rows.query.js';
import type { Listing } from './listed-source.js';

/**
 * Every row of the files, as many as the import counted. Of a row that changed nothing the import keeps no line, and of
 * none what stood in it: why a row was left out is on the import's own page, for those who import.
 */
const FILE_ROWS = `imported as (
  select id, kind, applied_at, coalesce((counts ->> 'refused')::int, 0) as refused, coalesce((counts ->> 'rows')::int, 0) as rows
  ${FROM_IMPORTS}
), told as (
  select import_id, is_refused, line, row_number() over (partition by import_id, is_refused order by line) as nth
  from (select distinct import_id, change = 'refused' as is_refused, line from import_row
        where force_id = $1 and import_id in (select id from imported)) line_of_file
), file_row as (
  select i.id, i.kind, i.applied_at, r.is_refused, r.nth, t.line
  from imported i
  cross join lateral (
    select true as is_refused, nth from generate_series(1, i.refused) nth
    union all
    select false, nth from generate_series(1, i.rows - i.refused) nth
  ) r
  left join told t on t.import_id = i.id and t.is_refused = r.is_refused and t.nth = r.nth
)`;

/** The rows behind the share that could not be taken in. */
export const IMPORTED_ROWS: Listing = {
  order: 'the first file applied first, of each the rows left out before the others',
  splits: true,
  places: false,
  columns: [
    { id: 'kind', title: 'File of', kind: 'text' },
    { id: 'appliedAt', title: 'Applied', kind: 'instant' },
    { id: 'line', title: 'Line or feature', kind: 'number' },
    { id: 'result', title: 'What became of it', kind: 'text' },
  ],
  words: { result: (result) => (result === 'refused' ? 'Left out' : 'Taken in, or the same already') },
  statement: () => ({
    question: 'Which rows had the files that were applied in a period, and which of them were left out?',
    with: FILE_ROWS,
    select: {
      sort: `to_char(applied_at, 'YYYYMMDDHH24MISSUS') || id || (not is_refused)::int || to_char(nth, 'FM0000000000')`,
      numerator: 'is_refused::int',
    },
    from: 'from file_row',
    facts: {
      kind: 'kind',
      appliedAt: isoOf('applied_at'),
      line: 'line',
      result: `case when is_refused then 'refused' else 'taken' end`,
    },
  }),
};
