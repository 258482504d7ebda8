/** Where a change stands in the report, and how large it is. */
export interface Ranked {
  /** Among the measures of the headline; the number of these for any other. */
  headline: number;
  /** Of the whole, and not of a part of it. */
  isWhole: boolean;
  /** In queries, days, hours or whatever else is counted. */
  size: number;
  /** Among the figures of the report: by measure, then by place. */
  position: number;
}

/** Changes as they are read: the headline first, the whole before its parts, the larger before the smaller. */
export function inReadingOrder<T extends Ranked>(changes: readonly T[]): T[] {
  return changes.toSorted(
    (a, b) =>
      a.headline - b.headline ||
      Number(b.isWhole) - Number(a.isWhole) ||
      b.size - a.size ||
      a.position - b.position,
  );
}

/** What is counted of a figure: of a percentage both numbers, of any other what is shown. */
export interface Sized {
  numerator: number | null;
  denominator: number | null;
  shown: string;
}

const MINUTES_AN_HOUR = 60;

/**
 * How much a figure moved: by how many queries, days, hours or other things that are counted. What was not there, or is no
 * number, counts as nothing, and a state that became another as one.
 * @example sizeOfChange('percent', { numerator: 185, denominator: 189, shown: '97.9' }, { numerator: 186, denominator: 189, shown: '98.4' }) // 1
 */
export function sizeOfChange(unit: string, was: Sized | null, is: Sized | null): number {
  if (unit === 'state') return 1;
  if (unit === 'percent') {
    return Math.max(
      Math.abs((is?.numerator ?? 0) - (was?.numerator ?? 0)),
      Math.abs((is?.denominator ?? 0) - (was?.denominator ?? 0)),
    );
  }
  const moved = Math.abs(numberOf(is) - numberOf(was));
  return unit === 'minutes' ? moved / MINUTES_AN_HOUR : moved;
}

const numberOf = (figure: Sized | null): number => Number(figure?.shown) || 0;
