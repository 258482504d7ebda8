import type { EntityManager } from 'typeorm';

/** A neighbourhood that holds a part of a ward, or about which a force admin decided. */
export interface WardPart {
  neighbourhoodId: string;
  code: string;
  name: string;
  /** Of the ward's area, 1 being all of it. */
  share: number;
  /** What a force admin decided; null if nobody did. */
  chosen: boolean | null;
  reason: string | null;
  /** Of the decision, counted by the database. */
  version: number | null;
}

export interface WardWithParts {
  id: string;
  code: string;
  name: string;
  areaKm2: number;
  fromOn: string | null;
  untilOn: string | null;
  /** Of the neighbourhoods that exist on the day, the largest share first. */
  parts: WardPart[];
}

/** Which wards exist on a day, by name, and which neighbourhoods of that day hold parts of them? */
const WARDS = `
select w.id, w.code, w.name, w.area_km2 as "areaKm2", lower(w.during) as "fromOn", upper(w.during) - 1 as "untilOn",
       coalesce(p.parts, '[]') as parts, count(*) over () as total
from ward w
left join lateral (
  select jsonb_agg(jsonb_build_object('neighbourhoodId', n.id, 'code', n.code, 'name', n.name,
           'share', coalesce(s.share, 0), 'chosen', c.belongs, 'reason', c.reason, 'version', c.version)
         order by coalesce(s.share, 0) desc, n.name, n.code) as parts
  from (select neighbourhood_id from ward_share where force_id = $1 and ward_id = w.id
        union select neighbourhood_id from ward_choice where force_id = $1 and ward_id = w.id) k
  join neighbourhood n on n.force_id = $1 and n.id = k.neighbourhood_id and n.during @> $2::date
  left join ward_share s on s.force_id = $1 and s.ward_id = w.id and s.neighbourhood_id = n.id
  left join ward_choice c on c.force_id = $1 and c.ward_id = w.id and c.neighbourhood_id = n.id
) p on true
where w.force_id = $1 and ($4::text is not null or w.during @> $2::date)
  and ($3::text is null or position(lower($3) in lower(w.name)) > 0 or position(lower($3) in lower(w.code)) > 0)
  and ($4::text is null or w.code = $4)
order by w.name, w.code
limit $5 offset $6`;

export async function wardsOn(
  manager: EntityManager,
  forceId: string,
  filter: { on: string; search: string | null; code?: string; limit: number; offset: number },
): Promise<{ rows: WardWithParts[]; total: number }> {
  const { on, search, code = null, limit, offset } = filter;
  const found = await manager.query<(WardWithParts & { total: number })[]>(WARDS, [
    forceId,
    on,
    search,
    code,
    limit,
    offset,
  ]);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

/** Which neighbourhoods exist on a day or later, by name? */
export function neighbourhoodsToChoose(
  manager: EntityManager,
  forceId: string,
  on: string,
): Promise<{ code: string; name: string }[]> {
  return manager.query(
    `select code, name from neighbourhood where force_id = $1 and (upper_inf(during) or upper(during) > $2::date)
     order by name, code`,
    [forceId, on],
  );
}
