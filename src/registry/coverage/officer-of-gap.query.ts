import type { EntityManager } from 'typeorm';

export interface OfficerOfGap {
  id: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
}

/** Who are the officers whose leaving makes these gaps? By id. */
export async function officersNamed(
  manager: EntityManager,
  forceId: string,
  gaps: readonly { officerId: string | null }[],
): Promise<Map<string, OfficerOfGap>> {
  const ids = [...new Set(gaps.flatMap(({ officerId }) => officerId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await manager.query<OfficerOfGap[]>(
    `select id, name, rank, name_withheld as "nameWithheld" from officer where force_id = $1 and id = any ($2::uuid[])`,
    [forceId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
