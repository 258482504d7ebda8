import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { neighbourhoodsOf } from '../../registry/areas.js';

/** The neighbourhoods that an officer supervises on a day, as alerts find supervisors: there or by the command area. */
export const placesSupervised = (
  manager: EntityManager,
  forceId: string,
  officerId: string,
  today: string,
): Promise<string[]> => neighbourhoodsOf(manager, forceId, officerId, today, ['supervisor']);

/** Does this person answer for this neighbourhood on a day: as one of its supervisors, or as a force admin? */
export async function supervises(
  manager: EntityManager,
  { forceId, role, officerId }: Person,
  neighbourhoodId: string,
  today: string,
): Promise<boolean> {
  if (role === 'force-admin') return true;
  if (role !== 'supervisor' || officerId === null) return false;
  return (await placesSupervised(manager, forceId, officerId, today)).includes(neighbourhoodId);
}
