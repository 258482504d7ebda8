import type { EntityManager } from 'typeorm';
import type { Boundary } from '../../registry/domain/boundary.js';
import type { ListedPlace } from '../../registry/places/places-to-draw.js';

/**
 * The neighbourhoods that were changed after an instant, as they were before the first of those changes. One that came on
 * record later is none of them: it is taken as it is now.
 */
const CHANGED_SINCE = `changed as materialized (
  select distinct on (row_id) row_id as id, before from registry_history
  where force_id = $1 and kind = 'neighbourhood' and at > $2 order by row_id, id
), earlier as (select id, before from changed where before is not null)`;

const LISTED = `
-- Which of these neighbourhoods had the force on a day, as was on record at an instant, by name, and where did they lie?
with ${CHANGED_SINCE}, known as (
  select n.id, n.code, n.name, n.version, n.during, n.min_lng, n.min_lat, n.max_lng, n.max_lat
  from neighbourhood n where n.force_id = $1 and not exists (select from earlier e where e.id = n.id)
  union all
  select e.id, r.code, r.name, r.version, r.during, r.min_lng, r.min_lat, r.max_lng, r.max_lat
  from earlier e cross join lateral jsonb_to_record(e.before)
    as r (code text, name text, version integer, during daterange, min_lng float8, min_lat float8, max_lng float8, max_lat float8)
)
select id, code, name, version, min_lng as west, min_lat as south, max_lng as east, max_lat as north
from known where during @> $3::date and code = any ($4)
order by name, code`;

export const placesThen = (
  manager: EntityManager,
  forceId: string,
  recordedAt: string,
  on: string,
  codes: readonly string[],
): Promise<ListedPlace[]> => manager.query(LISTED, [forceId, recordedAt, on, codes]);

const BOUNDARIES = `
-- What were the boundaries of these neighbourhoods, as was on record at an instant?
with ${CHANGED_SINCE}
select id, before -> 'boundary' as boundary from earlier where id = any ($3::uuid[])
union all
select n.id, n.boundary from neighbourhood n
where n.force_id = $1 and n.id = any ($3::uuid[]) and n.boundary is not null
  and not exists (select from earlier e where e.id = n.id)`;

export const boundariesThen = (
  manager: EntityManager,
  forceId: string,
  recordedAt: string,
  ids: readonly string[],
): Promise<{ id: string; boundary: Boundary }[]> => manager.query(BOUNDARIES, [forceId, recordedAt, ids]);
