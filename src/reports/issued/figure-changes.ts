import type { ComplianceReport, EarlierFigure, ReportFigure } from '../compliance-report.js';
import { HEADLINE } from '../document/headline.js';
import { figureKey, outOf, withUnit } from '../figure-words.js';
import type { Change } from './differences.js';
import { movedByTime, movedSince } from './domain/moved-by-time.js';
import { inReadingOrder, type Ranked, sizeOfChange } from './domain/order-of-changes.js';
import { isOfWhole, type PlaceNames } from './place-names.js';

export const NOT_REPORTED = 'not reported';

/** One figure as two reports have it. */
export interface FigurePair {
  /** Says which measure and where. */
  figure: ReportFigure;
  was: Stated | null;
  is: Stated | null;
  /** What the record of today gives at the cut-off of the earlier report; absent where nobody counted it. */
  then?: EarlierFigure | null;
  /** Of which other days than those of the report it is: `compared with August 2026`. */
  of?: string;
}

/** A figure that another one is compared with stands with the change from it. */
export interface Stated extends EarlierFigure {
  /** `−6.5 points`. */
  changeFromIt?: string;
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
    const print = (each: Stated | null): string => printed(unit, each, figure.measure);
    if (saysSame(unit, pair)) return [];
    const place = names.of(figure);
    const headline = HEADLINE.findIndex(({ measure }) => measure === figure.measure);
    return [
      {
        title: pair.of === undefined ? title : `${title}, ${pair.of}`,
        ...{ was: print(was), is: print(is), place, neighbourhood: figure.neighbourhood },
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

/** Those of another moment, and those that the record of today gives at the earlier cut-off as they were reported. */
export function bySince(
  was: Pick<ComplianceReport, 'cutOffAt' | 'definitions'>,
  is: Pick<ComplianceReport, 'cutOffAt'>,
): ByTime {
  const units = new Map(was.definitions.map(({ measure, unit }) => [measure, unit]));
  return (pair) => {
    const { figure, was: reported, then } = pair;
    const unit = units.get(figure.measure);
    const isReported =
      unit !== undefined && then !== undefined && saysSame(unit, { figure, was: reported, is: then });
    return movedSince(figure.measure, {
      isLater: is.cutOffAt !== was.cutOffAt,
      atEarlierCutOff: then === undefined ? null : isReported ? 'as-reported' : 'otherwise',
    });
  };
}

/** Those that the record of today cannot say as of a moment that has passed. */
export function unlessSayable(pairs: readonly FigurePair[]): ByTime {
  const sameResponse = placesOfSameResponse(pairs);
  return ({ figure, was, is }) =>
    movedByTime(figure.measure, was, is, sameResponse.has(spotOf(figure))) !== null;
}

/** Whatever is compared with it. */
export function saysSame(
  unit: ComplianceReport['definitions'][number]['unit'],
  { figure, was, is }: FigurePair,
): boolean {
  const [before, after] = [was, is].map((each) => figureWords(unit, each, figure.measure));
  return before === after || (isNothing(was) && isNothing(is));
}

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

function printed(
  unit: ComplianceReport['definitions'][number]['unit'],
  figure: Stated | null,
  measure: string,
): string {
  const words = figureWords(unit, figure, measure);
  return figure?.changeFromIt === undefined ? words : `${words}: change ${figure.changeFromIt}`;
}

/** As the report prints it, with what it is of: two figures that print alike may be of different numbers. */
function figureWords(
  unit: ComplianceReport['definitions'][number]['unit'],
  figure: EarlierFigure | null,
  measure: string,
): string {
  if (figure === null) return NOT_REPORTED;
  const of = outOf(figure, measure) || (figure.denominator === null ? '' : `of ${figure.denominator}`);
  return of === '' ? withUnit(unit, figure.shown) : `${withUnit(unit, figure.shown)} (${of})`;
}
