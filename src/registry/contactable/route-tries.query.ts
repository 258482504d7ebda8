import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { TriedKind, TryOutcome } from './domain/try-outcome.js';

/** How long one try may be held, in seconds: longer than waiting for a busy host and asking it twice takes. */
const LEASE_SECONDS = 300;

/** The route of the force's own form, and of a page by the force's pattern; any other address stands for itself. */
export const OWN_FORM = 'own';
export const BY_PATTERN = 'your-area';

/** Parameters: force, day, now, whether the force has a pattern for its pages. */
const PLAN = `
-- Which routes of neighbourhoods are published today? Those not planned yet, or whose address is another now, are to be
-- tried at once; those not published any more are forgotten.
with published as (
  select n.id, k.kind, coalesce(r.value, case when k.kind = 'web' and $4::boolean then '${BY_PATTERN}' end) as address
  from neighbourhood n cross join (values ('web'), ('form'), ('email')) as k (kind)
  left join contact_route r on r.force_id = n.force_id and r.neighbourhood_id = n.id and r.kind = k.kind and r.during @> $2::date
  where n.force_id = $1 and n.during @> $2::date
), gone as (
  delete from route_try t where t.force_id = $1
     and not exists (select from published p where p.id = t.neighbourhood_id and p.kind = t.kind and p.address is not null)
)
insert into route_try as t (force_id, neighbourhood_id, kind, address, next_at)
select $1, p.id, p.kind, p.address, $3 from published p
 where p.address is not null
   and not exists (select from route_try h where h.force_id = $1 and h.neighbourhood_id = p.id and h.kind = p.kind
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

export interface ClaimedTry {
  forceId: string;
  neighbourhoodId: string;
  kind: TriedKind;
  address: string;
  claimToken: string;
  code: string;
  /** Of those who are named there today and may be: the page must carry one of them. */
  names: string[];
}

const CLAIMED = `
returning t.force_id as "forceId", t.neighbourhood_id as "neighbourhoodId", t.kind, t.address, t.claim_token as "claimToken", due.code,
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
-- Which one route may I try? The one that has been due longest and that nobody else is at.
update route_try t ${CLAIM_SET}
  from (select r.force_id, r.neighbourhood_id, r.kind, n.code
          from route_try r join neighbourhood n on n.force_id = r.force_id and n.id = r.neighbourhood_id
         where r.force_id = $1 and r.next_at <= $2 and (r.lease_until is null or r.lease_until < clock_timestamp())
         order by r.next_at, r.neighbourhood_id, r.kind limit 1 for update of r skip locked) due
 where t.force_id = due.force_id and t.neighbourhood_id = due.neighbourhood_id and t.kind = due.kind
${CLAIMED}`;

/** Parameters: force, neighbourhood's code, day, kind. */
const CLAIM_ONE = `
-- May I try this route now? Not while somebody else is at it.
update route_try t ${CLAIM_SET}
  from neighbourhood due
 where t.force_id = $1 and due.force_id = $1 and due.code = $2 and t.neighbourhood_id = due.id and t.kind = $4
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
  { code, kind }: { code: string; kind: TriedKind },
  today: string,
): Promise<ClaimedTry | null> {
  const [rows] = (await manager.query(CLAIM_ONE, [forceId, code, today, kind])) as Updated;
  return rows[0] ?? null;
}

/** Is this try still mine, and how did it end? False if the lease was lost or the address changed: then it never was. */
export async function endTry(
  manager: EntityManager,
  { forceId, neighbourhoodId, kind, claimToken }: ClaimedTry,
  { said, at, nextAt }: { said: TryOutcome; at: DateTime; nextAt: DateTime },
): Promise<boolean> {
  const [, count] = (await manager.query(
    `update route_try set tried_at = $5, outcome = $6, reason = $7, next_at = $8, claim_token = null, lease_until = null
      where force_id = $1 and neighbourhood_id = $2 and kind = $3 and claim_token = $4`,
    [forceId, neighbourhoodId, kind, claimToken, at, said.outcome, said.reason, nextAt],
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
  { forceId, neighbourhoodId, kind }: ClaimedTry,
  { said, at, on }: { said: TryOutcome; at: DateTime; on: string },
): Promise<void> {
  await manager.query(
    `insert into route_check (force_id, neighbourhood_id, kind, checked_at, checked_on, works, reason)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [forceId, neighbourhoodId, kind, at, on, said.outcome === 'works', said.reason],
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
  { code, kind }: { code: string; kind: TriedKind },
): Promise<boolean> {
  const found: unknown[] = await manager.query(
    `select from route_try t join neighbourhood n on n.force_id = t.force_id and n.id = t.neighbourhood_id
      where t.force_id = $1 and n.code = $2 and t.kind = $3`,
    [forceId, code, kind],
  );
  return found.length > 0;
}
