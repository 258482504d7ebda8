import type { EntityManager } from 'typeorm';
import { type EventRow, listEvents } from './events.query.js';
import type { LivingPlace } from './life-rows.query.js';
import { type LinkRow, listLinks } from './links.query.js';
import { listPlaces, type PlaceRow } from './places.query.js';
import { listPriorities, type PriorityRow } from './priorities.query.js';
import { lastReviews } from './priority-reviews.query.js';

/** All that a neighbourhood has beside its officers. */
export interface NeighbourhoodLife {
  place: LivingPlace;
  /** Null if never, or if the neighbourhood does not exist on the day. */
  reviewedOn: string | null;
  priorities: PriorityRow[];
  events: EventRow[];
  places: PlaceRow[];
  links: LinkRow[];
}

export async function readLife(
  manager: EntityManager,
  forceId: string,
  place: LivingPlace,
  on: string,
): Promise<NeighbourhoodLife> {
  const reviews = await lastReviews(manager, forceId, on);
  return {
    place,
    reviewedOn: reviews.find(({ neighbourhoodId }) => neighbourhoodId === place.id)?.reviewedOn ?? null,
    priorities: await listPriorities(manager, forceId, place.id),
    events: await listEvents(manager, forceId, place.id),
    places: await listPlaces(manager, forceId, place.id),
    links: await listLinks(manager, forceId, place.id),
  };
}
