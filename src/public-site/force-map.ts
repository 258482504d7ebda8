import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { KeptDrawings } from '../registry/places/drawn-map.js';
import {
  drawnPlaces,
  type ListedPlace,
  type PlacedPlace,
  withBoundary,
} from '../registry/places/places-to-draw.js';

export interface ForceMap {
  width: number;
  height: number;
  /** Only neighbourhoods that have a boundary, the largest first, so that a small one inside it can be chosen. */
  shapes: { code: string; path: string }[];
}

/** As fine as the page of 700 neighbourhoods can be below 200 kB. */
const FINENESS = { size: 1_200, mostCharacters: 62_000 };

/** The map of a force's neighbourhoods, drawn from their boundaries. */
@Injectable()
export class ForceMaps {
  private readonly drawings = new KeptDrawings<ForceMap | null>();

  /** Null if none of the places has a boundary. */
  of(manager: EntityManager, forceId: string, places: readonly ListedPlace[]): Promise<ForceMap | null> {
    const placed = withBoundary(places);
    return this.drawings.of(forceId, placed, () => draw(manager, forceId, placed));
  }
}

async function draw(
  manager: EntityManager,
  forceId: string,
  places: readonly PlacedPlace[],
): Promise<ForceMap | null> {
  const map = await drawnPlaces(manager, forceId, places, FINENESS);
  return map && { ...map, shapes: map.shapes.map(({ place, path }) => ({ code: place.code, path })) };
}
