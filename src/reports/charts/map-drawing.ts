import type { EntityManager } from 'typeorm';
import { type DrawnPoint, thinned } from '../../registry/domain/map-drawing.js';
import { drawnMap } from '../../registry/places/drawn-map.js';
import { drawnPlaces, type PlacedPlace } from '../../registry/places/places-to-draw.js';
import { type LabelSpot, labelSpot } from './domain/label-spot.js';
import { type MarksOfShape, marksOfShape } from './map-classes.js';
import { boundariesThen } from './places-then.query.js';

/** Two units of the drawing make a pixel, so that lines are drawn to half a pixel. */
export const FINENESS = 2;
/** Units of the longer side, and what all paths together may take: the borders of 200 places in 60 kB. */
const DRAWING = { size: 1_200, mostCharacters: 60_000 };

export const LABEL_LINE = 18 * FINENESS;

/** One neighbourhood, with where a word and two words under each other find most room in it. */
export interface MapShape {
  code: string;
  path: string;
  marks: MarksOfShape;
  one: LabelSpot;
  two: LabelSpot;
}

/** The neighbourhoods of a force on a plane, the largest first; whatever is said of them is not in it. */
export interface MapShapes {
  width: number;
  height: number;
  shapes: MapShape[];
}

/**
 * Null if none of the places has a boundary.
 * @param recordedAt draws the boundaries that were on record at this instant; those of now without it
 */
export async function mapShapes(
  manager: EntityManager,
  forceId: string,
  places: readonly PlacedPlace[],
  recordedAt?: string,
): Promise<MapShapes | null> {
  const map =
    recordedAt === undefined
      ? await drawnPlaces(manager, forceId, places, DRAWING)
      : await drawnMap(places, (ids) => boundariesThen(manager, forceId, recordedAt, ids), DRAWING);
  if (!map) return null;
  const shapes = map.shapes.map(({ place, path, lines }) => mapShape(place.code, path, lines));
  return { width: map.width, height: map.height, shapes };
}

/** What of a shape does not depend on its figure. */
export function mapShape(code: string, path: string, lines: readonly DrawnPoint[][]): MapShape {
  // Neither marks nor words need the last crook of a border.
  const outline = thinned(lines, 1);
  const [one, two] = [labelSpot(outline, LABEL_LINE), labelSpot(outline, 2 * LABEL_LINE)];
  return { code, path, marks: marksOfShape(outline), one, two };
}
