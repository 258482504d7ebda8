import type { EntityManager } from 'typeorm';
import type { LifeKind } from './life-kind.js';

export interface LivingPlace {
  id: string;
  code: string;
  name: string;
}

/** Which neighbourhood has this code, whether or not it exists today? */
export async function placeOf(
  manager: EntityManager,
  forceId: string,
  code: string,
): Promise<LivingPlace | null> {
  const [found] = await manager.query<LivingPlace[]>(
    `select id, code, name from neighbourhood where force_id = $1 and code = $2`,
    [forceId, code],
  );
  return found ?? null;
}

/** Whoever else changes this record waits until we are done. */
export async function lockRow(
  manager: EntityManager,
  table: LifeKind<never, never>['table'],
  forceId: string,
  id: string,
): Promise<void> {
  await manager.query(`select from ${table} where force_id = $1 and id = $2 for update`, [forceId, id]);
}

/** Whoever else adds to this neighbourhood what it has only once waits until we are done. */
export async function lockPlace(manager: EntityManager, forceId: string, id: string): Promise<void> {
  await manager.query(`select from neighbourhood where force_id = $1 and id = $2 for no key update`, [
    forceId,
    id,
  ]);
}

export async function removeRow(
  manager: EntityManager,
  table: LifeKind<never, never>['table'],
  forceId: string,
  id: string,
): Promise<void> {
  await manager.query(`delete from ${table} where force_id = $1 and id = $2`, [forceId, id]);
}
