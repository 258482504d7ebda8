import type { EntityManager } from 'typeorm';
import type { NeighbourhoodRow } from '../domain/neighbourhood-feature.js';

export interface NeighbourhoodDifference {
  code: string;
  id: string | null;
  /** By our properties what is recorded, null of a new one; a boundary only says whether it differs. */
  before: Record<string, string | null> | null;
  boundaryDiffers: boolean;
}

/** Which of these neighbourhoods are known, and what is recorded of them? */
export function neighbourhoodDifferences(
  manager: EntityManager,
  forceId: string,
  rows: readonly NeighbourhoodRow[],
): Promise<NeighbourhoodDifference[]> {
  return manager.query<NeighbourhoodDifference[]>(
    `select w.code, n.id, n.boundary is distinct from w.boundary as "boundaryDiffers",
            case when n.id is not null then jsonb_build_object('name', n.name, 'description', n.description,
              'population', n.population::text, 'email', n.email, 'telephone', n.telephone, 'web_url', n.web_url,
              'team_mailbox', n.team_mailbox, 'from', lower(n.during)::text) end as before
     from unnest($2::text[], $3::jsonb[]) as w (code, boundary)
       left join neighbourhood n on n.force_id = $1 and n.code = w.code`,
    [forceId, rows.map(({ code }) => code), rows.map(({ boundary }) => JSON.stringify(boundary))],
  );
}
