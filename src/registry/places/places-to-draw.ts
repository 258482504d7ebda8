import type { EntityManager } from 'typeorm';
import type { Extent } from '../domain/map-drawing.js';
import { type DrawnMap, drawnMap, type Fineness } from './drawn-map.js';
import { boundariesOf, type ListedPlace, listedPlaces } from './places-to-draw.query.js';

export { type ListedPlace, listedPlaces };

/** A neighbourhood that has a boundary. */
export type PlacedPlace = ListedPlace & Extent;

export const withBoundary = (places: readonly ListedPlace[]): PlacedPlace[] =>
  places.filter((place): place is PlacedPlace => place.west !== null);

/** Draw neighbourhoods from the boundaries that they have now: see `drawnMap`. */
export const drawnPlaces = (
  manager: EntityManager,
  forceId: string,
  places: readonly PlacedPlace[],
  fineness: Fineness,
): Promise<DrawnMap<PlacedPlace> | null> =>
  drawnMap(places, (ids) => boundariesOf(manager, forceId, ids), fineness);
