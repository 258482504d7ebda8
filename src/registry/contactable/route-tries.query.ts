import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { TriedKind, TryOutcome } from './domain/try-outcome.js';
import { publishedRoutes } from './published-routes.query.js';

/** How long one try may be held, in seconds: longer than waiting for a busy host and asking it twice takes. */
const LEASE_SECONDS = 300;

/** Parameters: force, day, now, whether the force has a pattern for its pages. */
const PLAN = `
-- Which routes are published today? Those not planned yet, or whose address is another now, are to be tried at once;
-- those not published any more are forgotten.
with ${publishedRoutes('$2', '$4')}, gone as (
  delete from route_try t where t.force_id = $1
     and not exists (select from published p where p.of_id = t.of_id and p.kind = t.kind)
)
insert into route_try as t (force_id, neighbourhood_id, officer_id, kind, address, next_at)
select $1, p.neighbourhood_id, p.officer_id, p.kind, p.address, $3 from published p
 where not exists (select from route_try h where h.force_id = $1 and h.of_id = p.of_id and h.kind = p.kind
                     and h.address = p.address)
on conflict on constraint route_try_pk do update
   set address = excluded.address, next_at = excluded.next_at, tried_at = null, outcome = null, reason = null,
       claim_token = null, lease_until = null
 where t.address <> excluded.address`;

export async function planTries(
  manager: EntityManager,
  forceId: string,
  { today, now, hasPattern }: { today: string; now: DateTime; hasPattern: boolean },
): Promise<void> {
  await manager.query(PLAN, [forceId, today, now, hasPattern]);
}

/** A published route as people name it: by the neighbourhood's code, or by the officer's collar number. */
export interface NamedRoute {
  of: 'neighbourhood' | 'officer';
  key: string;
  kind: TriedKind;
}

/** Whose route it is: the one or the other. */
export type RouteOwner =
  { neighbourhoodId: string; officerId: null } | { neighbourhoodId: null; officerId: string };

export type ClaimedTry = RouteOwner & {
  forceId: string;
  ofId: string;
  kind: TriedKind;
  address: string;
  claimToken: string;
  /** The neighbourhood's. */
  code: string | null;
  /** Of those who are named there today and may be: the page must carry one of them. */
  names: string[];
};

const CLAIMED = `
returning t.force_id as "forceId", t.of_id as "ofId", t.neighbourhood_id as "neighbourhoodId", t.officer_id as "officerId",
          t.kind, t.address, t.claim_token as "claimToken",
          (select n.code from neighbourhood n where n.force_id = t.force_id and n.id = t.neighbourhood_id) as code,
          array(select o.name from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
                 where a.force_id = t.force_id and a.neighbourhood_id = t.neighbourhood_id and a.role in ('lead', 'named')
                   and a.during @> $3::date and o.in_service @> $3::date
                   and not exists (select from officer_name_withheld w where w.force_id = o.force_id and w.officer_id = o.id
                                     and w.during @> $3::date)
                 order by o.name) as names`;

const CLAIM_SET = `
set claim_token = gen_random_uuid(), lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`;

/** Parameters: force, now, day. The database's clock measures the lease, because instances' clocks differ. */
const CLAIM_DUE = `
-- Which one route may I try? The one that has been due longest and that nobody else is at. Chosen once: a subquery in the
-- join may be asked again for every row.
with due as materialized (
  select r.force_id, r.of_id, r.kind from route_try r
   where r.force_id = $1 and r.next_at <= $2 and (r.lease_until is null or r.lease_until < clock_timestamp())
   order by r.next_at, r.of_id, r.kind limit 1 for update of r skip locked
)
update route_try t ${CLAIM_SET}
  from due
 where t.force_id = due.force_id and t.of_id = due.of_id and t.kind = due.kind
${CLAIMED}`;

/** Whose route of force `$1` is it, by `$2`, the neighbourhood's code or the officer's collar number? */
const OF = {
  neighbourhood: `(select id from neighbourhood where force_id = $1 and code = $2)`,
  officer: `(select id from officer where force_id = $1 and collar_number = $2)`,
} as const satisfies Record<NamedRoute['of'], string>;

/** Parameters: force, whose by code or collar number, day, kind. */
const claimOne = (of: NamedRoute['of']): string => `
-- May I try this route now? Not while somebody else is at it.
update route_try t ${CLAIM_SET}
 where t.force_id = $1 and t.of_id = ${OF[of]} and t.kind = $4
   and (t.lease_until is null or t.lease_until < clock_timestamp())
${CLAIMED}`;

// TypeORM answers an update with [rows, count].
type Updated = [ClaimedTry[], number];

export async function claimDueTry(
  manager: EntityManager,
  forceId: string,
  now: DateTime,
  today: string,
): Promise<ClaimedTry | null> {
  const [rows] = (await manager.query(CLAIM_DUE, [forceId, now, today])) as Updated;
  return rows[0] ?? null;
}

export async function claimTry(
  manager: EntityManager,
  forceId: string,
  { of, key, kind }: NamedRoute,
  today: string,
): Promise<ClaimedTry | null> {
  const [rows] = (await manager.query(claimOne(of), [forceId, key, today, kind])) as Updated;
  return rows[0] ?? null;
}

/** Is this try still mine, and how did it end? False if the lease was lost or the address changed: then it never was. */
export async function endTry(
  manager: EntityManager,
  { forceId, ofId, kind, claimToken }: ClaimedTry,
  { said, at, nextAt }: { said: TryOutcome; at: DateTime; nextAt: DateTime },
): Promise<boolean> {
  const [, count] = (await manager.query(
    `update route_try set tried_at = $5, outcome = $6, reason = $7, next_at = $8, claim_token = null, lease_until = null
      where force_id = $1 and of_id = $2 and kind = $3 and claim_token = $4`,
    [forceId, ofId, kind, claimToken, at, said.outcome, said.reason, nextAt],
  )) as [unknown, number];
  return count === 1;
}

/** Give a claim back untried. */
export async function releaseTry(manager: EntityManager, { forceId, claimToken }: ClaimedTry): Promise<void> {
  await manager.query(
    `update route_try set claim_token = null, lease_until = null where force_id = $1 and claim_token = $2`,
    [forceId, claimToken],
  );
}

/** Keep a try that told something of the route. */
export async function keepCheck(
  manager: EntityManager,
  { forceId, neighbourhoodId, officerId, kind }: ClaimedTry,
  { said, at, on }: { said: TryOutcome; at: DateTime; on: string },
): Promise<void> {
  await manager.query(
    `insert into route_check (force_id, neighbourhood_id, officer_id, kind, checked_at, checked_on, works, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [forceId, neighbourhoodId, officerId, kind, at, on, said.outcome === 'works', said.reason],
  );
}

/** Parameters: host, seconds between two requests. It belongs to no force: a host is asked politely by all together. */
export const NEXT_TURN = {
  name: 'route-host-turn',
  text: `
-- In how many seconds is it my turn to ask this host? Each asker takes the next place behind the last.
insert into route_host as h (host, next_at) values ($1, clock_timestamp() + make_interval(secs => $2))
on conflict on constraint route_host_pk do update
   set next_at = greatest(h.next_at, clock_timestamp()) + make_interval(secs => $2)
returning greatest(0, extract(epoch from next_at - clock_timestamp())::double precision - $2) as seconds`,
} as const;

/** Is this route published, as far as was planned? */
export async function isPlanned(
  manager: EntityManager,
  forceId: string,
  { of, key, kind }: NamedRoute,
): Promise<boolean> {
  const found: unknown[] = await manager.query(
    `select from route_try t where t.force_id = $1 and t.of_id = ${OF[of]} and t.kind = $3`,
    [forceId, key, kind],
  );
  return found.length > 0;
}
