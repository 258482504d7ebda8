import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { TriedKind, TryOutcome } from './domain/try-outcome.js';
import { withheldNumber } from '../officer-wording.js';
import { publishedRoutes } from './published-routes.query.js';

export interface RouteRow {
  /** The neighbourhood's; null if the route is an officer's. */
  code: string | null;
  /** The officer's; null if the route is a neighbourhood's. */
  collarNumber: string | null;
  name: string;
  withheldNumber: string | null;
  kind: TriedKind;
  address: string;
  /** Null until it was tried; the next three with it. */
  triedAt: DateTime | null;
  outcome: TryOutcome['outcome'] | null;
  reason: string | null;
  /** The first day of the run of failed days that has not ended; null if it works, or nobody knows. */
  failingSinceOn: string | null;
}

export interface RouteFilter {
  today: string;
  hasPattern: boolean;
  failing: boolean;
  limit: number;
  offset: number;
}

/** Parameters: force, day, whether the force has a pattern for its pages, whether only those that fail. */
const LISTED = `
with ${publishedRoutes('$2', '$3')}, listed as (
  select n.code, o.collar_number, coalesce(n.name, o.name) as name, ${withheldNumber('o', '$2')} as withheld_number,
         p.kind, p.place, p.address, t.tried_at, t.outcome, t.reason, lower(f.during) as failing_since_on
  from published p
  left join neighbourhood n on n.force_id = $1 and n.id = p.neighbourhood_id
  left join officer o on o.force_id = $1 and o.id = p.officer_id
  left join route_try t on t.force_id = $1 and t.of_id = p.of_id and t.kind = p.kind and t.address = p.address
  left join route_failure f on f.force_id = $1 and coalesce(f.neighbourhood_id, f.officer_id) = p.of_id and f.kind = p.kind
                           and upper_inf(f.during)
  where not $4::boolean or f.during is not null or t.outcome = 'failed'
)`;

const LIST = `
-- Which routes does a force publish today, how did the last try of each end, and since when does it fail? Officers come
-- last and by number, so that where a withheld name would stand tells nothing of it.
${LISTED}
select code, collar_number as "collarNumber", name, withheld_number as "withheldNumber", kind, address,
       tried_at as "triedAt", outcome, reason, failing_since_on as "failingSinceOn"
from listed order by collar_number nulls first, name, code, place limit $5 offset $6`;

const COUNT = `
-- How many are they?
${LISTED}
select count(*)::int as total from listed`;

export async function listRoutes(
  manager: EntityManager,
  forceId: string,
  { today, hasPattern, failing, limit, offset }: RouteFilter,
): Promise<{ rows: RouteRow[]; total: number }> {
  const given = [forceId, today, hasPattern, failing];
  const rows: RouteRow[] = await manager.query(LIST, [...given, limit, offset]);
  const [{ total }]: [{ total: number }] = await manager.query(COUNT, given);
  return { rows, total };
}
