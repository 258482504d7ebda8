import type { EntityManager } from 'typeorm';
import { DomainError } from '../common/errors.js';

export interface ForceRow {
  id: string;
  name: string;
  startsOn: string;
}

export const FORCE = `
-- Which force has this id, and from which day on are there figures of it?
select id, name, starts_on as "startsOn" from force where id = $1`;

/** The force with an id, as a transaction sees it. */
export async function findForce(manager: EntityManager, id: string): Promise<ForceRow | null> {
  const [force]: ForceRow[] = await manager.query(FORCE, [id]);
  return force ?? null;
}

/** @throws DomainError `not-found` */
export async function forceOf(manager: EntityManager, id: string): Promise<ForceRow> {
  const force = await findForce(manager, id);
  if (!force) throw DomainError.notFound('There is no such force.');
  return force;
}
