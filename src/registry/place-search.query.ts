/**
 * A part of a statement: which neighbourhoods of the force `$1` had, hold or belong to something called so? Former names,
 * places, and the wards of a day. It stands alone, so that it is worked out once and not for every neighbourhood.
 * @param text the parameter with the text, such as `$3`
 * @param day the parameter with the day
 */
export const neighbourhoodsByPlace = (text: string, day: string): string => `
  select f.neighbourhood_id from neighbourhood_former_name f
   where f.force_id = $1 and position(lower(${text}) in lower(f.name)) > 0
  union
  select p.neighbourhood_id from place p
   where p.force_id = $1 and (position(lower(${text}) in lower(p.name)) > 0
     or position(lower(${text}) in lower(p.address)) > 0 or position(lower(${text}) in lower(p.postcode)) > 0)
  union
  select b.neighbourhood_id
    from (select s.ward_id, s.neighbourhood_id from ward_share s
           where s.force_id = $1 and not exists (select from ward_choice c where c.force_id = s.force_id
                   and c.ward_id = s.ward_id and c.neighbourhood_id = s.neighbourhood_id and not c.belongs)
          union
          select c.ward_id, c.neighbourhood_id from ward_choice c where c.force_id = $1 and c.belongs) b
    join ward w on w.force_id = $1 and w.id = b.ward_id
   where w.during @> ${day}::date and (position(lower(${text}) in lower(w.name)) > 0
     or position(lower(${text}) in lower(w.code)) > 0)`;
