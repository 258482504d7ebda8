import type { EntityManager } from 'typeorm';
import { type Permission, reachOf } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { neighbourhoodsOf } from '../../registry/areas.js';

/** The neighbourhoods that an officer supervises on a day, as alerts find supervisors: there or by the command area. */
export const placesSupervised = (
  manager: EntityManager,
  forceId: string,
  officerId: string,
  today: string,
): Promise<string[]> => neighbourhoodsOf(manager, forceId, officerId, today, ['supervisor']);

/** May this person do what supervisors may here, on a day: as one of the neighbourhood's, or for all of the force? */
export async function supervises(
  manager: EntityManager,
  person: Person,
  permission: Permission,
  neighbourhoodId: string,
  today: string,
): Promise<boolean> {
  const { forceId, officerId } = person;
  const reach = reachOf(person, permission);
  if (reach === 'all') return true;
  if (reach !== 'supervised' || officerId === null) return false;
  return (await placesSupervised(manager, forceId, officerId, today)).includes(neighbourhoodId);
}
