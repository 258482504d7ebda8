import { type Boundary, checkedBoundary, type Ring } from '../../domain/boundary.js';
import { degreesOf, isObject } from './answer-reader.js';
import type { PulledAnswer } from './pulled-answers.js';

/**
 * The boundary of "[{latitude,longitude}], first point repeated last", of 2,000 points and more. Points that are null
 * are left out and a line that is not closed is closed; both are said. Null if no boundary comes of it.
 */
export function readBoundary(answer: PulledAnswer, leftOut: string[]): Boundary | null {
  const say = (words: string): null => {
    leftOut.push(`the boundary ${words}`);
    return null;
  };
  if ('missing' in answer) return say(answer.missing);
  if (!Array.isArray(answer.json)) return say('is not a list of points');
  if (answer.json.length === 0) return null;
  const ring: Ring = [];
  for (const point of answer.json as unknown[]) {
    const lat = isObject(point) ? degreesOf(point['latitude']) : null;
    const lng = isObject(point) ? degreesOf(point['longitude']) : null;
    if (lat !== null && lng !== null) ring.push([lng, lat]);
  }
  const without = answer.json.length - ring.length;
  const [first, last] = [ring[0], ring.at(-1)];
  const isOpen = first !== undefined && (first[0] !== last![0] || first[1] !== last![1]);
  if (isOpen) ring.push([...first]);
  const checked = checkedBoundary({ type: 'Polygon', coordinates: [ring] });
  if ('problem' in checked) return say(`was left out: it ${checked.problem}`);
  if (without > 0)
    say(`has ${without} ${without === 1 ? 'point' : 'points'} without coordinates; they were left out`);
  if (isOpen) say('is not closed; it was closed by a straight line');
  return checked.boundary;
}

/** Is it the same line to a tenth of a metre, point by point? Files and interfaces write different numbers of digits. */
export function isSameBoundary(a: Boundary, b: Boundary): boolean {
  const [one, other] = [a, b].map(({ type, coordinates }) =>
    type === 'Polygon' ? coordinates : coordinates.flat(),
  ) as [Ring[], Ring[]];
  return (
    one.length === other.length &&
    one.every((ring, i) => {
      const against = other[i]!;
      return (
        ring.length === against.length &&
        ring.every(([lng, lat], j) => {
          const [otherLng, otherLat] = against[j]!;
          return Math.abs(lng - otherLng) < 1e-6 && Math.abs(lat - otherLat) < 1e-6;
        })
      );
    })
  );
}

/** The national shape has room for one line: a boundary of parts or with holes would lose them. */
export function isOneLine(boundary: Boundary): boolean {
  return boundary.type === 'Polygon'
    ? boundary.coordinates.length === 1
    : boundary.coordinates.flat().length === 1;
}
