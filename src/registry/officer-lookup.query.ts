import type { EntityManager } from 'typeorm';

export interface NamedOfficer {
  id: string;
  collarNumber: string;
  rank: string;
  nameWithheld: boolean;
}

/** Which officers have these collar numbers? */
export function officersByCollarNumber(
  manager: EntityManager,
  forceId: string,
  collarNumbers: readonly string[],
): Promise<NamedOfficer[]> {
  return manager.query<NamedOfficer[]>(
    `select id, collar_number as "collarNumber", rank, name_withheld as "nameWithheld"
     from officer where force_id = $1 and collar_number = any($2)`,
    [forceId, collarNumbers],
  );
}
