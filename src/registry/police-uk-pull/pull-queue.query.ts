import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import type { ChangedBy } from '../changed-by.js';

export type PullState = 'waiting' | 'pulling' | 'pulled' | 'failed';

export interface Pull {
  id: string;
  state: PullState;
  askedAt: DateTime;
  progress: number;
  total: number | null;
  problem: string | null;
}

/** Which pull of this force is under way? Asks for one if none is, and says which it then is. */
export async function askForPull(
  manager: EntityManager,
  forceId: string,
  id: string,
  at: DateTime,
  { actor: { kind, id: actorId }, requestId }: Pick<ChangedBy, 'actor' | 'requestId'>,
): Promise<string> {
  const [pull] = await manager.query<{ id: string }[]>(
    `insert into police_uk_pull as p (force_id, id, state, asked_at, asked_by_kind, asked_by, request_id)
     values ($1, $2, 'waiting', $3, $4, $5, $6)
     on conflict (force_id) where state in ('waiting', 'pulling') do update set asked_at = p.asked_at
     returning p.id`,
    [forceId, id, at, kind, actorId, requestId ?? null],
  );
  return pull!.id;
}

export interface ClaimedPull {
  id: string;
  claim: string;
  askedAt: DateTime;
  actor: Actor;
  requestId: string | undefined;
}

/** A worker that is not heard of for so long is dead, and another takes the pull up. */
const CLAIM_LASTS = `interval '3 minutes'`;

/** Which pull of this force waits, or has lost its worker? The one who asks has it for three minutes. */
export async function claimPull(
  manager: EntityManager,
  forceId: string,
  claim: string,
): Promise<ClaimedPull | null> {
  const found = await manager.query<
    [
      { id: string; askedAt: DateTime; kind: Actor['kind']; actorId: string; requestId: string | null }[],
      number,
    ]
  >(
    `update police_uk_pull p set state = 'pulling', claim = $2, claimed_until = clock_timestamp() + ${CLAIM_LASTS},
       progress = 0, total = null, tries = p.tries + 1
     where p.force_id = $1 and p.tries < 5
       and (p.state = 'waiting' or p.state = 'pulling' and p.claimed_until < clock_timestamp())
     returning p.id, p.asked_at as "askedAt", p.asked_by_kind as kind, p.asked_by as "actorId",
       p.request_id as "requestId"`,
    [forceId, claim],
  );
  const [pull] = found[0];
  if (!pull) return null;
  const { kind, actorId, requestId } = pull;
  const actor = { kind, id: actorId };
  return { id: pull.id, claim, askedAt: pull.askedAt, actor, requestId: requestId ?? undefined };
}

/** How far is it? False if another worker has it by now. */
export async function keepClaim(
  manager: EntityManager,
  forceId: string,
  { id, claim }: Pick<ClaimedPull, 'id' | 'claim'>,
  progress: number,
  total: number,
): Promise<boolean> {
  const [, kept] = await manager.query<[unknown, number]>(
    `update police_uk_pull set progress = $4, total = $5, claimed_until = clock_timestamp() + ${CLAIM_LASTS}
     where force_id = $1 and id = $2 and claim = $3 and state = 'pulling'`,
    [forceId, id, claim, progress, total],
  );
  return kept === 1;
}

/** The pull has ended in one of its states, or waits for another worker. False if another has it by now. */
export async function endPull(
  manager: EntityManager,
  forceId: string,
  { id, claim }: Pick<ClaimedPull, 'id' | 'claim'>,
  state: PullState,
  problem: string | null = null,
): Promise<boolean> {
  const [, ended] = await manager.query<[unknown, number]>(
    `update police_uk_pull set state = $4, problem = $5, claim = null, claimed_until = null
     where force_id = $1 and id = $2 and claim = $3 and state = 'pulling'`,
    [forceId, id, claim, state, problem],
  );
  return ended === 1;
}

/** Which forces have a pull that waits or has lost its worker, the longest wait first? For the sweeper's role. */
export async function forcesWithPulls(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ forceId: string }[]>(
    `select force_id as "forceId" from police_uk_pull
     where state = 'waiting' or state = 'pulling' and claimed_until < clock_timestamp() order by asked_at`,
  );
  return rows.map(({ forceId }) => forceId);
}

/** Let a pull fail that has ended five workers. */
export async function failHopelessPulls(
  manager: EntityManager,
  forceId: string,
  problem: string,
): Promise<void> {
  await manager.query(
    `update police_uk_pull set state = 'failed', problem = $2, claim = null, claimed_until = null
     where force_id = $1 and tries >= 5 and (state = 'waiting' or state = 'pulling' and claimed_until < clock_timestamp())`,
    [forceId, problem],
  );
}

const PULL = `select id, state, asked_at as "askedAt", progress, total, problem from police_uk_pull where force_id = $1`;

/** Which pull is this? */
export async function findPull(manager: EntityManager, forceId: string, id: string): Promise<Pull | null> {
  const [pull] = await manager.query<Pull[]>(`${PULL} and id = $2`, [forceId, id]);
  return pull ?? null;
}

export interface ListedPull extends Pull {
  importState: string | null;
  appliedAt: DateTime | null;
}

/** Which were the last pulls of this force, those of the command line among them, and what became of what they brought? */
export function latestPulls(manager: EntityManager, forceId: string): Promise<ListedPull[]> {
  return manager.query<ListedPull[]>(
    `select coalesce(p.id, i.id) as id, coalesce(p.state, 'pulled') as state, coalesce(p."askedAt", i.made_at) as "askedAt",
       coalesce(p.progress, 0) as progress, p.total, p.problem, i.state as "importState", i.applied_at as "appliedAt"
     from (${PULL}) p
     full join (select * from registry_import where force_id = $1 and kind = 'police-uk') i on i.id = p.id
     order by "askedAt" desc, id desc limit 20`,
    [forceId],
  );
}
