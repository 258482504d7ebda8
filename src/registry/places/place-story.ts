import type { EntityManager } from 'typeorm';
import { Neighbourhood } from '../neighbourhood.entity.js';
import type { FormerName } from './domain/name-and-end.js';
import { formerNames, type Succession, successionsOf } from './places.query.js';

/** A neighbourhood's former names, and what it followed and went on as. */
export interface PlaceStory {
  code: string;
  name: string;
  formerNames: FormerName[];
  successions: Succession[];
}

/** The story of a neighbourhood by its code; null if there is none. */
export async function placeStory(
  manager: EntityManager,
  forceId: string,
  code: string,
): Promise<PlaceStory | null> {
  const place = await manager.findOne(Neighbourhood, {
    where: { forceId, code },
    select: { forceId: true, id: true, code: true, name: true },
  });
  if (!place) return null;
  return {
    code: place.code,
    name: place.name,
    formerNames: await formerNames(manager, forceId, place.id),
    successions: await successionsOf(manager, forceId, [place.id]),
  };
}
