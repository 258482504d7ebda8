import { COVERED_DAYS } from './covered-days.query.js';

/**
 * Which deputies are there for neighbourhood $8 on day $9, if it is only deputies who cover it then?
 *
 * The public asks for one neighbourhood at a time, so the engine's own statement is given the facts of just this one,
 * under the names of the tables: a tenth of a second less in a large force.
 */
export const DEPUTIES_COVERING = `
-- Who stands in for the named officers of a neighbourhood on a day?
with neighbourhood as (select * from neighbourhood where force_id = $1 and id = $8),
assignment as (select * from assignment where force_id = $1 and neighbourhood_id = $8 and during @> $9::date),
officer as (select * from officer where force_id = $1 and id in (select officer_id from assignment)),
officer_rank as (select * from officer_rank where force_id = $1 and officer_id in (select id from officer)),
officer_name_withheld as (
  select * from officer_name_withheld where force_id = $1 and officer_id in (select id from officer)),
absence as (select * from absence where force_id = $1 and officer_id in (select id from officer)),
contact_route as (
  select * from contact_route where force_id = $1 and neighbourhood_id = $8
  union all select * from contact_route where force_id = $1 and officer_id in (select id from officer)),
route_failure as (
  select * from route_failure where force_id = $1 and neighbourhood_id = $8
  union all select * from route_failure where force_id = $1 and officer_id in (select id from officer)),
${COVERED_DAYS.trimStart()}
select distinct j.officer_id as "officerId"
from held h join judged j on j.id = h.id
where h.id = $8 and h.deputy_covering @> $9::date and j.role = 'deputy' and j.present @> $9::date`;
