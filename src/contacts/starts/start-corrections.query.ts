import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { HANDED_OVER } from '../domain/response-standard.js';
import type { Said } from './domain/start-correction.js';

export interface NewCorrection {
  id: string;
  clockId: string;
  contactId: string;
  neighbourhoodId: string;
  at: DateTime;
  by: string;
  fromAt: DateTime;
  toAt: DateTime;
}

/** Keep what the start was and what it is, and who says so. */
export async function storeCorrection(
  manager: EntityManager,
  forceId: string,
  correction: NewCorrection,
): Promise<void> {
  await manager.query(
    `insert into start_correction (force_id, id, clock_id, contact_id, neighbourhood_id, at, by, from_at, to_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      forceId,
      correction.id,
      correction.clockId,
      correction.contactId,
      correction.neighbourhoodId,
      correction.at,
      correction.by,
      correction.fromAt,
      correction.toAt,
    ],
  );
}

/** The clock as it is from now on. */
export interface CorrectedClock {
  id: string;
  startedAt: DateTime;
  dueAt: DateTime;
  targetAt: DateTime | null;
  nextAlertAt: DateTime | null;
}

/** This clock starts, and is due, at another time. */
export async function moveStart(
  manager: EntityManager,
  forceId: string,
  { id, startedAt, dueAt, targetAt, nextAlertAt }: CorrectedClock,
): Promise<void> {
  await manager.query(
    `update clock set started_at = $3, due_at = $4, target_at = $5, next_alert_at = $6 where force_id = $1 and id = $2`,
    [forceId, id, startedAt, dueAt, targetAt, nextAlertAt],
  );
}

/** What was raised about this clock, said or not? What came with a hand-over has nothing to do with its deadline. */
export async function saidOf(manager: EntityManager, forceId: string, clockId: string): Promise<Said[]> {
  return manager.query(
    `select distinct stage, occurrence from alert
      where force_id = $1 and clock_id = $2 and stage <> $3 and occurrence > 0 order by stage, occurrence`,
    [forceId, clockId, HANDED_OVER],
  ) as Promise<Said[]>;
}

/** Far away from any number that counts how often something is said, and further at each correction. */
const ASIDE = 1_000_000;

/**
 * What was said of these moments stays on record under numbers of its own, so that the moments can be spoken of anew when
 * they come. Asked after the correction was stored.
 */
export async function setAside(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  said: readonly Said[],
): Promise<void> {
  if (said.length === 0) return;
  await manager.query(
    `update alert a set occurrence = a.occurrence - ${ASIDE} * n.corrections
       from unnest($3::text[], $4::int[]) as s (stage, occurrence),
            (select count(*)::int as corrections from start_correction where force_id = $1 and clock_id = $2) n
      where a.force_id = $1 and a.clock_id = $2 and a.stage = s.stage and a.occurrence = s.occurrence`,
    [forceId, clockId, said.map(({ stage }) => stage), said.map(({ occurrence }) => occurrence)],
  );
}

/** A correction as it was made; its reason is sealed. */
export interface CorrectionRow {
  id: string;
  at: DateTime;
  fromAt: DateTime;
  toAt: DateTime;
  by: string;
  sealed: Buffer | null;
}

/** How often was the start of this contact corrected, first to last? */
export async function correctionsOf(
  manager: EntityManager,
  forceId: string,
  contactId: string,
): Promise<CorrectionRow[]> {
  return manager.query(
    `select s.id, s.at, s.from_at as "fromAt", s.to_at as "toAt", s.by, t.sealed
       from start_correction s left join contact_text t on t.force_id = s.force_id and t.id = s.id
      where s.force_id = $1 and s.contact_id = $2 order by s.at, s.id`,
    [forceId, contactId],
  ) as Promise<CorrectionRow[]>;
}
