import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { TriedKind, TryOutcome } from './domain/try-outcome.js';
import { BY_PATTERN } from './route-tries.query.js';

export interface RouteRow {
  code: string;
  name: string;
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
with published as (
  select n.id, n.code, n.name, k.kind, k.place,
         coalesce(r.value, case when k.kind = 'web' and $3::boolean then '${BY_PATTERN}' end) as address
  from neighbourhood n cross join (values ('web', 1), ('form', 2), ('email', 3)) as k (kind, place)
  left join contact_route r on r.force_id = n.force_id and r.neighbourhood_id = n.id and r.kind = k.kind and r.during @> $2::date
  where n.force_id = $1 and n.during @> $2::date
), listed as (
  select p.code, p.name, p.kind, p.place, p.address, t.tried_at, t.outcome, t.reason, lower(f.during) as failing_since_on
  from published p
  left join route_try t on t.force_id = $1 and t.neighbourhood_id = p.id and t.kind = p.kind and t.address = p.address
  left join route_failure f on f.force_id = $1 and f.neighbourhood_id = p.id and f.kind = p.kind and upper_inf(f.during)
  where p.address is not null
    and (not $4::boolean or f.during is not null or t.outcome = 'failed')
)`;

const LIST = `
-- Which routes does a force publish today, how did the last try of each end, and since when does it fail?
${LISTED}
select code, name, kind, address, tried_at as "triedAt", outcome, reason, failing_since_on as "failingSinceOn"
from listed order by name, code, place limit $5 offset $6`;

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
