import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Extent } from '../registry/domain/map-drawing.js';
import { drawnMap, KeptDrawings } from '../registry/places/drawn-map.js';
import { boundariesOf, type ListedPlace } from './your-area.query.js';

export interface ForceMap {
  width: number;
  height: number;
  /** Only neighbourhoods that have a boundary, the largest first, so that a small one inside it can be chosen. */
  shapes: { code: string; path: string }[];
}

/** As fine as the page of 700 neighbourhoods can be below 200 kB. */
const FINENESS = { size: 1_200, mostCharacters: 62_000 };

type Placed = ListedPlace & Extent;

/** The map of a force's neighbourhoods, drawn from their boundaries. */
@Injectable()
export class ForceMaps {
  private readonly drawings = new KeptDrawings<ForceMap | null>();

  /** Null if none of the places has a boundary. */
  of(manager: EntityManager, forceId: string, places: readonly ListedPlace[]): Promise<ForceMap | null> {
    const placed = places.filter((place): place is Placed => place.west !== null);
    return this.drawings.of(forceId, placed, () => draw(manager, forceId, placed));
  }
}

async function draw(
  manager: EntityManager,
  forceId: string,
  places: readonly Placed[],
): Promise<ForceMap | null> {
  const map = await drawnMap(places, (ids) => boundariesOf(manager, forceId, ids), FINENESS);
  return map && { ...map, shapes: map.shapes.map(({ place, path }) => ({ code: place.code, path })) };
}
