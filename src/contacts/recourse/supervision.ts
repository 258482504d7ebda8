import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { placesSupervised } from './supervisors.query.js';

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
