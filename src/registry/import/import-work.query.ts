import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Counts } from './apply-plan.js';
import type { ColumnMapping } from './domain/column-mapping.js';
import type { ImportKind } from './import-kinds.js';
import type { ImportState } from './import-list.query.js';

/** An import that this process works on, until the instant that its claim names. */
export interface ClaimedImport {
  forceId: string;
  id: string;
  claim: string;
  kind: ImportKind;
  state: 'previewing' | 'applying' | 'undoing';
  content: Buffer | null;
  columns: ColumnMapping;
  counts: Partial<Counts> & { plan?: string };
  leftOut: boolean;
  /** Who asked for what is to be done, and in which request; null for those of before it was kept. */
  actor: string;
  requestId: string | null;
}

/** Of which forces does an import wait for work, or for another process after its own died? Across forces: as the sweeper. */
export async function forcesWithWork(manager: EntityManager, now: DateTime): Promise<string[]> {
  const found = await manager.query<{ forceId: string }[]>(
    `select distinct force_id as "forceId" from registry_import
     where state in ('waiting', 'previewing', 'applying', 'undoing') and (claimed_until is null or claimed_until < $1)`,
    [now],
  );
  return found.map(({ forceId }) => forceId);
}

/**
 * Which import of the force is next? It is claimed, unless another of the force is being worked on: one at a time. A
 * claim that has run out is that of a process that died, and its work is begun anew.
 */
export async function claimNext(
  manager: EntityManager,
  forceId: string,
  claim: string,
  now: DateTime,
  until: DateTime,
): Promise<ClaimedImport | null> {
  const [lock] = await manager.query<{ free: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtextextended('registry-import claim ' || $1, 0)) as free`,
    [forceId],
  );
  if (!lock!.free) return null;
  const [claimed] = await manager.query<[ClaimedImport[], number]>(
    // Materialized: a plan that looks for the next one again for each row would claim them all.
    `with next as materialized (
       select w.id from registry_import w
        where w.force_id = $1 and w.state in ('waiting', 'previewing', 'applying', 'undoing')
          and (w.claimed_until is null or w.claimed_until < $3)
          and not exists (select from registry_import o where o.force_id = $1 and o.claimed_until >= $3
                             and o.state in ('previewing', 'applying', 'undoing'))
        order by w.made_at, w.id limit 1 for update skip locked)
     update registry_import i set claim = $2, claimed_until = $4, progress = 0,
            state = case i.state when 'waiting' then 'previewing' else i.state end
     from next
     where i.force_id = $1 and i.id = next.id
     returning i.force_id as "forceId", i.id, i.claim, i.kind, i.state, i.content, i.columns, i.counts,
       i.left_out as "leftOut", coalesce(case i.state when 'applying' then i.applied_by when 'undoing' then i.undone_by end,
         i.made_by) as actor, i.request_id as "requestId"`,
    [forceId, claim, now, until],
  );
  return claimed[0] ?? null;
}

/** How far it is; the claim holds on for as long as there is progress. */
export async function reportProgress(
  manager: EntityManager,
  { forceId, id, claim }: ClaimedImport,
  progress: number,
  total: number,
  until: DateTime,
): Promise<void> {
  await manager.query(
    `update registry_import set progress = $4, total = $5, claimed_until = $6
     where force_id = $1 and id = $2 and claim = $3`,
    [forceId, id, claim, progress, total, until],
  );
}

export interface Finish {
  state: ImportState;
  /** Left out, the one that is there stays. */
  problem?: string | null;
  counts?: object;
  notes?: readonly string[];
  /** The instant, for what is then applied or undone. */
  at: DateTime;
}

/** What the work has led to, if the claim still holds; false if another process has taken the import up meanwhile. */
export async function finishWork(
  manager: EntityManager,
  { forceId, id, claim }: ClaimedImport,
  { state, problem, counts, notes, at }: Finish,
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `update registry_import set state = $4, problem = case when $9::boolean then problem else $5 end, counts = coalesce($6, counts), notes = coalesce($7, notes),
            claim = null, claimed_until = null, progress = coalesce(total, 0),
            content = case when $4 in ('applied', 'refused') then null else content end,
            applied_at = case when $4 = 'applied' and applied_at is null then $8 else applied_at end,
            undone_at = case when $4 = 'undone' then $8 else undone_at end
     where force_id = $1 and id = $2 and claim = $3 returning id`,
    [
      forceId,
      id,
      claim,
      state,
      problem ?? null,
      counts ? JSON.stringify(counts) : null,
      notes ? JSON.stringify(notes) : null,
      at,
      problem === undefined,
    ],
  );
  return rows.length === 1;
}

/** Give the import back as it is, for the next process to take up. */
export async function giveBack(manager: EntityManager, { forceId, id, claim }: ClaimedImport): Promise<void> {
  await manager.query(
    `update registry_import set claim = null, claimed_until = null where force_id = $1 and id = $2 and claim = $3`,
    [forceId, id, claim],
  );
}

/** Ask for the next step of an import that is in one of these states; false if it is in another. */
export async function askFor(
  manager: EntityManager,
  forceId: string,
  id: string,
  step: {
    from: readonly ImportState[];
    to: ImportState;
    by: string;
    requestId: string | undefined;
    leftOut?: boolean;
  },
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `update registry_import set state = $4, problem = null, progress = 0, total = null, left_out = coalesce($6, left_out),
            request_id = $7,
            applied_by = case when $4 = 'applying' then $5 else applied_by end,
            undone_by = case when $4 = 'undoing' then $5 else undone_by end
     where force_id = $1 and id = $2 and state = any($3) returning id`,
    [forceId, id, step.from, step.to, step.by, step.leftOut ?? null, step.requestId ?? null],
  );
  return rows.length === 1;
}

/** Read the file by these columns, from the beginning. */
export async function setColumns(
  manager: EntityManager,
  forceId: string,
  id: string,
  columns: ColumnMapping,
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `update registry_import set columns = $3, state = 'waiting', problem = null, progress = 0, total = null
     where force_id = $1 and id = $2 and state in ('unmapped', 'previewed') returning id`,
    [forceId, id, JSON.stringify(columns)],
  );
  return rows.length === 1;
}

/** Forget an import that was never applied, with its file and its rows. */
export async function removeImport(manager: EntityManager, forceId: string, id: string): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `delete from registry_import where force_id = $1 and id = $2
       and state in ('unmapped', 'waiting', 'previewed', 'refused') returning id`,
    [forceId, id],
  );
  return rows.length === 1;
}
