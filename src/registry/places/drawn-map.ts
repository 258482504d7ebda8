import { createHash } from 'node:crypto';
import type { Boundary } from '../domain/boundary.js';
import {
  type DrawnPoint,
  drawnLines,
  type Extent,
  pathsWithin,
  projectionOf,
} from '../domain/map-drawing.js';

/** A neighbourhood that has a boundary, and where it lies. */
export interface DrawnPlace extends Extent {
  id: string;
  version: number;
}

/** The neighbourhoods of a force on a plane, the largest first, so that a small one inside a large one lies on top. */
export interface DrawnMap<Place> {
  width: number;
  height: number;
  shapes: { place: Place; path: string; lines: readonly DrawnPoint[][] }[];
}

export interface Fineness {
  /** Units of the longer side. */
  size: number;
  /** What all paths together may take. */
  mostCharacters: number;
}

/** Boundaries of a large force are many megabytes: they are read and left off a few at a time. */
const AT_ONCE = 25;

/**
 * Draw neighbourhoods from their boundaries. Takes long for a large force: see `KeptDrawings`.
 * @param read the boundaries of some of them, by their ids
 * @returns null if none of them has a boundary
 */
export async function drawnMap<Place extends DrawnPlace>(
  places: readonly Place[],
  read: (ids: string[]) => Promise<{ id: string; boundary: Boundary }[]>,
  { size, mostCharacters }: Fineness,
): Promise<DrawnMap<Place> | null> {
  if (places.length === 0) return null;
  const projection = projectionOf(extentOf(places), size);
  const lines = new Map<string, DrawnPoint[][]>();
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const ids = places.slice(from, from + AT_ONCE).map(({ id }) => id);
    for (const { id, boundary } of await read(ids)) lines.set(id, drawnLines(boundary, projection));
  }
  const shown = places.filter(({ id }) => lines.has(id)).sort((a, b) => sizeOf(b) - sizeOf(a));
  const paths = pathsWithin(
    shown.map(({ id }) => lines.get(id)!),
    mostCharacters,
  );
  const { width, height } = projection;
  const shapes = shown.map((place, index) => ({ place, path: paths[index]!, lines: lines.get(place.id)! }));
  return { width, height, shapes };
}

/**
 * The last drawing of each force, under the ids and versions of the very neighbourhoods it shows. Those are read from
 * the database for every request: a changed boundary is drawn at once.
 */
export class KeptDrawings<Drawing> {
  private readonly kept = new Map<string, { key: string; drawing: Promise<Drawing> }>();

  of(
    forceId: string,
    places: readonly Pick<DrawnPlace, 'id' | 'version'>[],
    draw: () => Promise<Drawing>,
  ): Promise<Drawing> {
    const key = keyOf(places);
    const kept = this.kept.get(forceId);
    if (kept?.key === key) return kept.drawing;
    const drawing = draw();
    this.kept.set(forceId, { key, drawing });
    drawing.catch(() => this.forget(forceId, key));
    return drawing;
  }

  private forget(forceId: string, key: string): void {
    if (this.kept.get(forceId)?.key === key) this.kept.delete(forceId);
  }
}

function keyOf(places: readonly Pick<DrawnPlace, 'id' | 'version'>[]): string {
  const hash = createHash('sha256');
  for (const { id, version } of places) hash.update(`${id}:${version};`);
  return hash.digest('base64');
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
