import type { EntityManager } from 'typeorm';

export interface OfficerRow {
  id: string;
  collarNumber: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
  dutyEmail: string | null;
}

/** Who are the officers of the force, by name? Text is looked for in name and collar number. */
const LIST_OFFICERS = `
select id, collar_number as "collarNumber", name, rank, name_withheld as "nameWithheld", public_email as "publicEmail",
       public_telephone as "publicTelephone", duty_email as "dutyEmail", count(*) over () as total
from officer
where force_id = $1
  and ($2::text is null or position(lower($2) in lower(name)) > 0 or position(lower($2) in lower(collar_number)) > 0)
order by name, collar_number
limit $3 offset $4`;

export async function listOfficers(
  manager: EntityManager,
  forceId: string,
  filter: { search: string | null; limit: number; offset: number },
): Promise<{ rows: OfficerRow[]; total: number }> {
  const found = await manager.query<(OfficerRow & { total: number })[]>(LIST_OFFICERS, [
    forceId,
    filter.search,
    filter.limit,
    filter.offset,
  ]);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

/** Which officers of the force may be named, by name? For choosing one. */
export function officersOfRanks(
  manager: EntityManager,
  forceId: string,
  ranks: readonly string[],
): Promise<Pick<OfficerRow, 'collarNumber' | 'name' | 'rank'>[]> {
  return manager.query(
    `select collar_number as "collarNumber", name, rank from officer where force_id = $1 and rank = any($2) order by name, collar_number`,
    [forceId, ranks],
  );
}
