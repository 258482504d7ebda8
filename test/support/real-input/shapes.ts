import { readFileSync } from 'node:fs';
import { BOUNDARIES } from '../../../src/demo/data/boundaries.js';
import type { Chance } from './random.js';

type Position = [lng: number, lat: number];

/** An area on the ground: polygons, each of its outer line and its holes. */
export interface Shape {
  code: string;
  name: string;
  polygons: Position[][][];
}

/** The areas of the demonstration force, one with a hole that another fills, one with an island. */
export function demonstrationShapes(): Shape[] {
  return Object.entries(BOUNDARIES).map(([code, polygons], index) => ({
    code,
    name: NAMES[index % NAMES.length]!,
    polygons: polygons.map((lines) => lines.map(positionsOf)),
  }));
}

// Names as forces write them: commas, apostrophes, quotes, ampersands, one name twice.
const NAMES = [
  'Old Harbour',
  'Marsh, Quay and Saltings',
  "St Brannoc's",
  'Long Sands-on-the-Water',
  'The “Point”',
  'Ferry & Staithe',
  'Old Harbour',
  'Gull Island',
  'Dogger, Inner',
  "Keeper's Reach",
  'Northmost',
  'Lantern <Bank>',
];

const positionsOf = (line: string): Position[] =>
  line.split(',').map((pair) => {
    const [lng, lat] = pair.trim().split(/\s+/).map(Number);
    return [lng!, lat!];
  });

/** Real wards from a GeoJSON file. */
export function wardShapes(path: string): Shape[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as {
    features: {
      properties: { code: string; name: string };
      geometry: { type: string; coordinates: unknown };
    }[];
  };
  return file.features.map(({ properties: { code, name }, geometry: { type, coordinates } }) => ({
    code,
    name,
    polygons: (type === 'Polygon' ? [coordinates] : coordinates) as Position[][][],
  }));
}

export function geometryOf({ polygons }: Shape): object {
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Does the shape hold the point? A line eastwards crosses the border an odd number of times. */
export function holds(shape: Shape, [x, y]: Position): boolean {
  let crossings = 0;
  for (const line of shape.polygons.flat()) {
    for (let index = 1; index < line.length; index += 1) {
      const [ax, ay] = line[index - 1]!;
      const [bx, by] = line[index]!;
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings += 1;
    }
  }
  return crossings % 2 === 1;
}

/** A point that lies in this shape and in no other, and some metres from every border. */
export function pointWithin(shape: Shape, all: readonly Shape[], chance: Chance): Position {
  const positions = shape.polygons.flat(2);
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)];
  const between = (values: number[]): number => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return Number((low + chance.share() * (high - low)).toFixed(6));
  };
  const METRES = 0.0001;
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const point: Position = [between(lngs), between(lats)];
    const around: Position[] = [
      point,
      [point[0] - METRES, point[1]],
      [point[0] + METRES, point[1]],
      [point[0], point[1] - METRES],
      [point[0], point[1] + METRES],
    ];
    const clear = around.every((each) =>
      all.every((other) => holds(other, each) === (other.code === shape.code)),
    );
    if (clear) return point;
  }
  throw new Error(`Found no point in ${shape.code}.`);
}
