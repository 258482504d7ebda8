/**
 * Which neighbourhoods count for which wards of a force: "a ward maps to every neighbourhood that holds at least 5 % of its
 * area (overridable)". Parameter `$1` is the force.
 * @param leastShare the parameter with the least share, `$8`
 */
export const belonging = (leastShare: string): string => `
  select s.ward_id, s.neighbourhood_id from ward_share s where s.force_id = $1 and s.share >= ${leastShare}::double precision
  union
  select c.ward_id, c.neighbourhood_id from ward_choice c where c.force_id = $1 and c.belongs
  except
  select c.ward_id, c.neighbourhood_id from ward_choice c where c.force_id = $1 and not c.belongs`;
