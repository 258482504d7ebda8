/** The route of the force's own form, and of a page by the force's pattern; any other address stands for itself. */
export const OWN_FORM = 'own';
export const BY_PATTERN = 'your-area';

/**
 * The routes `published` of force `$1` on a day that can be tried: a neighbourhood's page, form and mailbox, and an
 * officer's public address, in the order in which they are listed. The other parameters are named: the day, and whether
 * the force has a pattern for its pages.
 *
 * Of officers everybody in service counts who has such an address, whatever the role and whether or not the name is
 * withheld that day. Assignments and withheld names are recorded late and corrected for days that are past, and a day on
 * which nobody tried says nothing of the route; the team's addresses stand before the public as well.
 */
export const publishedRoutes = (day: string, hasPattern: string): string => `published as (
  select n.id as of_id, n.id as neighbourhood_id, null::uuid as officer_id, k.kind, k.place,
         coalesce(r.value, case when k.kind = 'web' and ${hasPattern}::boolean then '${BY_PATTERN}' end) as address
  from neighbourhood n cross join (values ('web', 1), ('form', 2), ('email', 3)) as k (kind, place)
  left join contact_route r on r.force_id = n.force_id and r.neighbourhood_id = n.id and r.kind = k.kind and r.during @> ${day}::date
  where n.force_id = $1 and n.during @> ${day}::date
    and (r.value is not null or k.kind = 'web' and ${hasPattern}::boolean)
  union all
  select o.id, null, o.id, r.kind, 4, r.value
  from officer o join contact_route r on r.force_id = o.force_id and r.officer_id = o.id and r.kind = 'email' and r.during @> ${day}::date
  where o.force_id = $1 and o.in_service @> ${day}::date
)`;
