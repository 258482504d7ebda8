import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { OutOfScopeReason } from './domain/clock-state.js';

/** This clock is out of scope from now on. */
export async function takeOut(
  manager: EntityManager,
  forceId: string,
  { clockId, reason, by }: { clockId: string; reason: OutOfScopeReason; by: string },
  now: DateTime,
): Promise<void> {
  await manager.query(
    `update clock set out_of_scope_at = $3, out_of_scope_reason = $4, out_of_scope_by = $5, next_alert_at = null
      where force_id = $1 and id = $2`,
    [forceId, clockId, now, reason, by],
  );
}

/** This clock runs on as if it had never been taken out. */
export async function putBack(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  nextAlertAt: DateTime | null,
): Promise<void> {
  await manager.query(
    `update clock set out_of_scope_at = null, out_of_scope_reason = null, out_of_scope_by = null,
        out_of_scope_confirmed_at = null, next_alert_at = case when stopped_at is null and address_failed_at is null then $3::timestamptz end
      where force_id = $1 and id = $2`,
    [forceId, clockId, nextAlertAt],
  );
}

/** A supervisor says that this clock was rightly taken out after its deadline. */
export async function confirm(
  manager: EntityManager,
  forceId: string,
  clockId: string,
  now: DateTime,
): Promise<void> {
  await manager.query(`update clock set out_of_scope_confirmed_at = $3 where force_id = $1 and id = $2`, [
    forceId,
    clockId,
    now,
  ]);
}
