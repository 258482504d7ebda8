import type { ComplianceReport, EarlierFigure, ReportFigure } from '../compliance-report.js';
import { HEADLINE } from '../document/headline.js';
import { figureKey, outOf, withUnit } from '../figure-words.js';
import type { Change } from './differences.js';
import { movedByTime } from './domain/moved-by-time.js';
import { inReadingOrder, type Ranked, sizeOfChange } from './domain/order-of-changes.js';
import { isOfWhole, type PlaceNames } from './place-names.js';

export const NOT_REPORTED = 'not reported';

/** One figure as two reports have it. */
export interface FigurePair {
  /** Says which measure and where. */
  figure: ReportFigure;
  was: EarlierFigure | null;
  is: EarlierFigure | null;
}

export interface FigureChange extends Change {
  neighbourhood: string | null;
  /** Not because what it was counted from is another. */
  byTime: boolean;
}

/** Is a figure that differs another one only because time passed? */
export type ByTime = (pair: FigurePair) => boolean;

/** Those that two reports print differently, in the order in which they are read. */
export function figureChanges(
  pairs: readonly FigurePair[],
  definitions: ComplianceReport['definitions'],
  names: PlaceNames,
  byTime: ByTime = () => false,
): FigureChange[] {
  const measures = new Map(definitions.map((each) => [each.measure, each]));
  const changes = pairs.flatMap((pair, position): (FigureChange & Ranked)[] => {
    const { figure, was, is } = pair;
    const { title, unit } = measures.get(figure.measure)!;
    const print = (each: EarlierFigure | null): string => printed(unit, each, figure.measure);
    if (isSame(was, is, print)) return [];
    const place = names.of(figure);
    const headline = HEADLINE.findIndex(({ measure }) => measure === figure.measure);
    return [
      {
        ...{ title, was: print(was), is: print(is), place, neighbourhood: figure.neighbourhood },
        byTime: byTime(pair),
        headline: headline < 0 ? HEADLINE.length : headline,
        isWhole: isOfWhole(figure),
        size: sizeOfChange(unit, was, is),
        position,
      },
    ];
  });
  return inReadingOrder(changes).map(({ title, was, is, place, neighbourhood, byTime }) => ({
    ...{ title, was, is, place, neighbourhood, byTime },
  }));
}

/**
 * Those that the record of today gives at the earlier cut-off as they were reported: nothing that they are counted from
 * was changed, so time alone moved them since. An answer that was recorded since is no passing of time.
 * @param then the record of today, counted at the cut-off of the earlier report
 */
export function unlessRecordChanged(then: ComplianceReport): ByTime {
  const figures = new Map(then.figures.map((figure) => [figureKey(figure), figure]));
  const units = new Map(then.definitions.map(({ measure, unit }) => [measure, unit]));
  return ({ figure, was }) => {
    const unit = units.get(figure.measure);
    if (unit === undefined) return false;
    return isSame(was, figures.get(figureKey(figure)) ?? null, (each) => printed(unit, each, figure.measure));
  };
}

/** Those that the record of today cannot say as of a moment that has passed. */
export function unlessSayable(pairs: readonly FigurePair[]): ByTime {
  const sameResponse = placesOfSameResponse(pairs);
  return ({ figure, was, is }) =>
    movedByTime(figure.measure, was, is, sameResponse.has(spotOf(figure))) !== null;
}

const isSame = (
  was: EarlierFigure | null,
  is: EarlierFigure | null,
  print: (each: EarlierFigure | null) => string,
): boolean => print(was) === print(is) || (isNothing(was) && isNothing(is));

/** Where a figure stands, whatever its measure. */
const spotOf = (figure: ReportFigure): string => figureKey({ ...figure, measure: '' });

/** Where as many queries are due as before, and as many of them were met. */
function placesOfSameResponse(pairs: readonly FigurePair[]): Set<string> {
  const same = pairs.filter(
    ({ figure, was, is }) =>
      figure.measure === 'share-met' &&
      was?.numerator === is?.numerator &&
      was?.denominator === is?.denominator,
  );
  return new Set(same.map(({ figure }) => spotOf(figure)));
}

/** A place of which there is nothing to count may have its row or not: it says the same. */
function isNothing(figure: EarlierFigure | null): boolean {
  if (figure === null) return true;
  return figure.denominator === null ? figure.shown === '0' : figure.denominator === 0;
}

/** As the report prints it, with what it is of: two figures that print alike may be of different numbers. */
function printed(
  unit: ComplianceReport['definitions'][number]['unit'],
  figure: EarlierFigure | null,
  measure: string,
): string {
  if (figure === null) return NOT_REPORTED;
  const of = outOf(figure, measure) || (figure.denominator === null ? '' : `of ${figure.denominator}`);
  return of === '' ? withUnit(unit, figure.shown) : `${withUnit(unit, figure.shown)} (${of})`;
}
