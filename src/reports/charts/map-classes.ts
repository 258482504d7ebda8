import { hatching, type Marks } from './domain/hatching.js';
import { SHARE_CLASSES } from './domain/share-class.js';
import type { Line } from './domain/stretches.js';
import { element } from './svg.js';

/** How a class of the map looks: a colour, and marks on it that tell it without the colour. */
interface Look {
  fill: string;
  marks: readonly Marks[];
  stroke: string;
  width: number;
}

/**
 * Best first; last where nothing was due. One hue from light to dark, which every eye and a grey print keep in order; the
 * darkest still lets a black border stand out 3 to 1.
 */
const LOOKS: readonly Look[] = [
  { fill: '#f4f8fb', marks: [], stroke: 'none', width: 0 },
  { fill: '#d2e2f1', marks: ['dots'], stroke: '#2b5f8a', width: 4 },
  { fill: '#a9cbe6', marks: ['rising'], stroke: '#2b5f8a', width: 2 },
  { fill: '#5f9dcf', marks: ['falling'], stroke: '#0b2f4d', width: 4 },
  { fill: '#1d70b8', marks: ['rising', 'falling'], stroke: '#ffffff', width: 3 },
  { fill: '#ffffff', marks: ['upright'], stroke: '#6f777b', width: 2 },
];

/** Units between two marks. */
const SPACING = 20;

export const CLASS_WORDS: readonly string[] = [...SHARE_CLASSES.map(({ words }) => words), 'None due'];
export const NONE_DUE_CLASS = CLASS_WORDS.length - 1;

/** The marks of a shape, of every kind: which of them are drawn, its share says. */
export type MarksOfShape = Readonly<Record<Marks, string>>;

export function marksOfShape(lines: readonly Line[]): MarksOfShape {
  const of = (marks: Marks): string => hatching(lines, marks, SPACING);
  return { dots: of('dots'), rising: of('rising'), falling: of('falling'), upright: of('upright') };
}

export const fillOf = (share: number): string => LOOKS[share]!.fill;

/** The marks of a class on a shape; empty for the class that has none. */
export function hatchOf(share: number, shape: MarksOfShape): string {
  const { marks, stroke, width } = LOOKS[share]!;
  const d = marks.map((each) => shape[each]).join('');
  return d === '' ? '' : element('path', { d, stroke, 'stroke-width': width, fill: 'none' });
}
