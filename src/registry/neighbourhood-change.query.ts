import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** What of a neighbourhood's own row may be changed by itself. */
export interface NeighbourhoodColumns {
  id: string;
  code: string;
  description: string | null;
  population: number | null;
  email: string | null;
  telephone: string | null;
  webUrl: string | null;
  formEnabled: boolean;
  teamMailbox: string | null;
  version: number;
}

/** Which neighbourhood is this? Whoever else changes it waits until we are done. */
export async function neighbourhoodToChange(
  manager: EntityManager,
  forceId: string,
  code: string,
): Promise<NeighbourhoodColumns | null> {
  const [found] = await manager.query<NeighbourhoodColumns[]>(
    `select id, code, description, population, email, telephone, web_url as "webUrl", form_enabled as "formEnabled",
            team_mailbox as "teamMailbox", version
     from neighbourhood where force_id = $1 and code = $2 for update`,
    [forceId, code],
  );
  return found ?? null;
}

export async function setNeighbourhood(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  row: NeighbourhoodColumns,
): Promise<void> {
  await manager.query(
    `update neighbourhood set description = $3, population = $4, email = $5, telephone = $6, web_url = $7,
       form_enabled = $8, team_mailbox = $9, updated_at = $10 where force_id = $1 and id = $2`,
    [
      forceId,
      row.id,
      row.description,
      row.population,
      row.email,
      row.telephone,
      row.webUrl,
      row.formEnabled,
      row.teamMailbox,
      at,
    ],
  );
}
