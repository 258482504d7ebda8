import type { EntityManager } from 'typeorm';
import { addDays } from '../../common/calendar.js';
import type { LinkKind } from './domain/link-kind.js';
import type { Recorded } from './life-kind.js';

export interface LinkFields {
  kind: LinkKind;
  title: string;
  url: string;
  description: string | null;
  /** The first and the last day on which it is shown, or on which the project or the round runs; null is open. */
  fromOn: string | null;
  untilOn: string | null;
}
export type LinkRow = LinkFields & Recorded;

const LINKS = `
-- Which links, prevention projects and funding rounds has a neighbourhood?
select id, version, kind, title, url, description, lower(during) as "fromOn", upper(during) - 1 as "untilOn"
from link where force_id = $1 and neighbourhood_id = $2
order by array_position(array['link', 'prevention-project', 'funding'], kind), lower(during) desc nulls last, title, id`;

export function listLinks(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<LinkRow[]> {
  return manager.query<LinkRow[]>(LINKS, [forceId, neighbourhoodId]);
}

export async function insertLink(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  id: string,
  fields: LinkFields,
): Promise<void> {
  await manager.query(
    `insert into link (force_id, id, neighbourhood_id, kind, title, url, description, during)
     values ($1, $2, $3, $4, $5, $6, $7, daterange($8, $9))`,
    [forceId, id, neighbourhoodId, ...valuesOf(fields)],
  );
}

export async function updateLink(
  manager: EntityManager,
  forceId: string,
  id: string,
  fields: LinkFields,
): Promise<void> {
  await manager.query(
    `update link set kind = $3, title = $4, url = $5, description = $6, during = daterange($7, $8)
     where force_id = $1 and id = $2`,
    [forceId, id, ...valuesOf(fields)],
  );
}

function valuesOf({ kind, title, url, description, fromOn, untilOn }: LinkFields): unknown[] {
  return [kind, title, url, description, fromOn, untilOn === null ? null : addDays(untilOn, 1)];
}
