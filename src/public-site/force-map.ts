import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DrawnPoint, drawnLines, type Extent, pathsWithin, projectionOf } from './domain/map-drawing.js';
import { boundariesOf, type ListedPlace } from './your-area.query.js';

export interface ForceMap {
  width: number;
  height: number;
  /** Only neighbourhoods that have a boundary, the largest first, so that a small one inside it can be chosen. */
  shapes: { code: string; path: string }[];
}

/** Units of the longer side. */
const SIZE = 1_200;
/** What all paths together may take, so that the page of 700 neighbourhoods stays below 200 kB. */
const MOST_CHARACTERS = 62_000;
/** Boundaries of a large force are many megabytes: they are read and left off a few at a time. */
const AT_ONCE = 25;

type Placed = ListedPlace & Extent;

/**
 * The map of a force's neighbourhoods, drawn from their boundaries.
 *
 * Drawing takes long for a large force, so the last drawing of each is kept, under the ids and versions of the very
 * neighbourhoods it shows. Those are read from the database for every request: a changed boundary is drawn at once.
 */
@Injectable()
export class ForceMaps {
  private readonly drawn = new Map<string, { key: string; map: Promise<ForceMap | null> }>();

  /** Null if none of the places has a boundary. */
  async of(
    manager: EntityManager,
    forceId: string,
    places: readonly ListedPlace[],
  ): Promise<ForceMap | null> {
    const placed = places.filter((place): place is Placed => place.west !== null);
    const key = keyOf(placed);
    const kept = this.drawn.get(forceId);
    if (kept?.key === key) return kept.map;
    const map = draw(manager, forceId, placed);
    this.drawn.set(forceId, { key, map });
    map.catch(() => this.drawn.delete(forceId));
    return map;
  }
}

function keyOf(places: readonly Placed[]): string {
  const hash = createHash('sha256');
  for (const { id, version } of places) hash.update(`${id}:${version};`);
  return hash.digest('base64');
}

async function draw(
  manager: EntityManager,
  forceId: string,
  places: readonly Placed[],
): Promise<ForceMap | null> {
  if (places.length === 0) return null;
  const projection = projectionOf(extentOf(places), SIZE);
  const lines = new Map<string, DrawnPoint[][]>();
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const ids = places.slice(from, from + AT_ONCE).map(({ id }) => id);
    for (const { id, boundary } of await boundariesOf(manager, forceId, ids))
      lines.set(id, drawnLines(boundary, projection));
  }
  const shown = places.filter(({ id }) => lines.has(id)).sort((a, b) => sizeOf(b) - sizeOf(a));
  const paths = pathsWithin(
    shown.map(({ id }) => lines.get(id)!),
    MOST_CHARACTERS,
  );
  const shapes = shown.map(({ code }, index) => ({ code, path: paths[index]! }));
  return { width: projection.width, height: projection.height, shapes };
}

function extentOf(places: readonly Extent[]): Extent {
  return places.reduce((all, one) => ({
    west: Math.min(all.west, one.west),
    south: Math.min(all.south, one.south),
    east: Math.max(all.east, one.east),
    north: Math.max(all.north, one.north),
  }));
}

const sizeOf = ({ west, south, east, north }: Extent): number => (east - west) * (north - south);
