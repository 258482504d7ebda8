import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { Figures, outOf, withUnit } from '../figure-words.js';
import { shareClassOf } from './domain/share-class.js';
import { CLASS_WORDS, NONE_DUE_CLASS } from './map-classes.js';
import type { MapShape, MapShapes } from './map-drawing.js';

/** The id of the chart. */
export const MAP = 'map';
const MEASURE = 'share-met';
/** So many of the lowest are named in the words beside the map. */
const LOWEST_NAMED = 3;

/** A neighbourhood on the map with its figure. */
export interface Mapped {
  shape: MapShape;
  name: string;
  figure: ReportFigure;
  /** `98.4%`, `none due`. */
  words: string;
  class: number;
}

export type MapReport = Pick<ComplianceReport, 'figures' | 'neighbourhoods'>;

/** Those of the shapes that the report has a figure of, in the order of the shapes. */
export function mappedOf({ figures, neighbourhoods }: MapReport, { shapes }: MapShapes): Mapped[] {
  const found = new Figures(figures.filter(({ measure }) => measure === MEASURE));
  const names = new Map(neighbourhoods.map(({ code, name }) => [code, name]));
  return shapes.flatMap((shape) => {
    const figure = found.at(MEASURE, { neighbourhood: shape.code });
    if (!figure) return [];
    const words = withUnit('percent', figure.shown);
    const share = shareClassOf(figure.value) ?? NONE_DUE_CLASS;
    return [{ shape, name: names.get(shape.code) ?? shape.code, figure, words, class: share }];
  });
}

/** `Harbour (N2): 98.4%, 186 of 189`, for whoever points at it. */
export function saidOf({ shape, name, figure, words }: Mapped): string {
  const of = figure.value === null ? '' : outOf(figure);
  return `${name} (${shape.code}): ${words}${of && `, ${of}`}`;
}

/** How many are of each class, the class that has none included. */
export const countsOf = (mapped: readonly Mapped[]): number[] =>
  CLASS_WORDS.map((_, index) => mapped.filter((each) => each.class === index).length);

/** What the map shows, in words. */
export function mapInWords(mapped: readonly Mapped[], withoutBoundary: number): string {
  const counts = countsOf(mapped).flatMap((count, index) =>
    count === 0 ? [] : [`${CLASS_WORDS[index]}: ${count}`],
  );
  const places = mapped.length === 1 ? '1 neighbourhood' : `${mapped.length} neighbourhoods`;
  const missing = withoutBoundary > 0 ? ` ${withoutBoundaryWords(withoutBoundary)}` : '';
  return `Map of ${places}. ${counts.join('; ')}.${lowestWords(mapped)}${missing}`;
}

/** " Lowest: Harbour (N2) 71.4%, …": of those that did not keep every promise. */
function lowestWords(mapped: readonly Mapped[]): string {
  const lowest = mapped
    .filter(({ figure }) => figure.value !== null && figure.value < 100)
    .sort((a, b) => a.figure.value! - b.figure.value! || (a.shape.code < b.shape.code ? -1 : 1))
    .slice(0, LOWEST_NAMED);
  const named = lowest.map(({ name, shape, words }) => `${name} (${shape.code}) ${words}`);
  return named.length === 0 ? '' : ` Lowest: ${named.join(', ')}.`;
}

const withoutBoundaryWords = (count: number): string => withoutBoundaryLines(count).join(' ');

export const withoutBoundaryLines = (count: number): string[] =>
  count === 1
    ? ['1 neighbourhood has no boundary on record', 'and is in the table only.']
    : [`${count} neighbourhoods have no boundary on record`, 'and are in the table only.'];
