import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { PlannedAlert } from '../contacts/domain/planned-alerts.js';

/** Remember since when somebody looks what is to be said, for each force for which nobody did before. */
export async function rememberBegin(manager: EntityManager, now: DateTime): Promise<void> {
  await manager.query(
    `insert into alerts_begun (force_id, at)
     select f.id, coalesce((select min(a.raised_at) from alert a where a.force_id = f.id and a.dispatched_at is not null), $1)
       from force f where not exists (select from alerts_begun b where b.force_id = f.id)
     on conflict on constraint alerts_begun_pk do nothing`,
    [now],
  );
}

export interface DueClock {
  forceId: string;
  id: string;
  startedAt: DateTime;
  dueAt: DateTime;
  targetAt: DateTime | null;
  takenUpAt: DateTime | null;
  nextAlertAt: DateTime;
  standardVersion: string;
}

/** Of which clocks is something to be said as of now? Locked; what another instance holds is left to it. */
export async function claimDueClocks(
  manager: EntityManager,
  now: DateTime,
  limit: number,
): Promise<DueClock[]> {
  return manager.query(
    `select force_id as "forceId", id, started_at as "startedAt", due_at as "dueAt", target_at as "targetAt",
            taken_up_at as "takenUpAt", next_alert_at as "nextAlertAt", standard_version as "standardVersion"
       from clock where next_alert_at <= $1 order by next_alert_at limit $2 for update skip locked`,
    [now, limit],
  ) as Promise<DueClock[]>;
}

/** Is anything left to be said as of now? After a claim of all there is, it is what another instance is at. */
export async function isMoreDue(manager: EntityManager, now: DateTime): Promise<boolean> {
  const [row] = (await manager.query(`select exists (select from clock where next_alert_at <= $1) as due`, [
    now,
  ])) as [{ due: boolean }];
  return row.due;
}

export interface AlertToWrite extends PlannedAlert {
  forceId: string;
  clockId: string;
  superseded: boolean;
  /** Does it go out in quiet hours, too? */
  urgent: boolean;
}

/**
 * Write what is to be said: one row for each clock, stage and occurrence, however often and by whomever it is asked.
 * @returns the stages of those that are new and to be sent
 */
export async function writeAlerts(
  manager: EntityManager,
  alerts: AlertToWrite[],
  now: DateTime,
): Promise<string[]> {
  const rows = (await manager.query(
    `insert into alert (force_id, clock_id, stage, occurrence, step, planned_at, rung_at, urgent, raised_at, superseded_at)
     select a.force_id, a.clock_id, a.stage, a.occurrence, a.step, a.planned_at, a.rung_at, a.urgent, $7, case when a.superseded then $7::timestamptz end
       from unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::timestamptz[], $6::boolean[], $8::int[], $9::timestamptz[], $10::boolean[])
         as a (force_id, clock_id, stage, occurrence, planned_at, superseded, step, rung_at, urgent)
     -- What a change of the standard, or a corrected start, withdrew before anybody was told is to be said after all; and under another standard
     -- what went by unsaid may come again, if nothing of that moment was said.
     on conflict on constraint alert_once do update
       set withdrawn_at = null, withdrawn_reason = null, dispatched_at = null, climbed = 0, planned_at = excluded.planned_at,
           rung_at = excluded.rung_at, urgent = excluded.urgent, raised_at = excluded.raised_at, superseded_at = excluded.superseded_at
       where alert.withdrawn_reason in ('standard-changed', 'start-corrected')
          or alert.superseded_at is not null and excluded.superseded_at is null and not exists (
               select from alert s where s.force_id = alert.force_id and s.clock_id = alert.clock_id and s.stage = alert.stage
                  and s.occurrence = alert.occurrence and s.superseded_at is null and s.withdrawn_at is null)
     returning stage, superseded_at as "supersededAt"`,
    [
      alerts.map((alert) => alert.forceId),
      alerts.map((alert) => alert.clockId),
      alerts.map((alert) => alert.stage),
      alerts.map((alert) => alert.occurrence),
      alerts.map((alert) => alert.plannedAt),
      alerts.map((alert) => alert.superseded),
      now,
      alerts.map((alert) => alert.step),
      alerts.map((alert) => alert.rungAt),
      alerts.map((alert) => alert.urgent),
    ],
  )) as { stage: string; supersededAt: DateTime | null }[];
  return rows.filter((row) => row.supersededAt === null).map((row) => row.stage);
}

/** When is each of these clocks to be looked at again? */
export async function planNext(
  manager: EntityManager,
  clocks: { forceId: string; id: string; nextAlertAt: DateTime | null }[],
): Promise<void> {
  await manager.query(
    `update clock k set next_alert_at = n.next_alert_at
       from unnest($1::text[], $2::uuid[], $3::timestamptz[]) as n (force_id, id, next_alert_at)
      where k.force_id = n.force_id and k.id = n.id`,
    [
      clocks.map((clock) => clock.forceId),
      clocks.map((clock) => clock.id),
      clocks.map((clock) => clock.nextAlertAt),
    ],
  );
}
