import type { EntityManager } from 'typeorm';
import { type DrawnPoint, thinned } from '../../registry/domain/map-drawing.js';
import { drawnPlaces, type PlacedPlace } from '../../registry/places/places-to-draw.js';
import { type LabelSpot, labelSpot } from './domain/label-spot.js';
import { type MarksOfShape, marksOfShape } from './map-classes.js';

/** Two units of the drawing make a pixel, so that lines are drawn to half a pixel. */
export const FINENESS = 2;
/** Units of the longer side, and what all paths together may take: the whole picture stays below 300 kB. */
const DRAWING = { size: 1_200, mostCharacters: 150_000 };

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

/** Null if none of the places has a boundary. */
export async function mapShapes(
  manager: EntityManager,
  forceId: string,
  places: readonly PlacedPlace[],
): Promise<MapShapes | null> {
  const map = await drawnPlaces(manager, forceId, places, DRAWING);
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
