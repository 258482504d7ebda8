import { changeInPoints, changeOfCount, NONE_DUE, shareInPercent } from '../../common/domain/share.js';

export type FigureUnit = 'percent' | 'count' | 'days' | 'minutes' | 'state';

/** What was counted, before it is written out. */
export interface Counted {
  numerator?: number;
  denominator?: number;
  value?: number | string | null;
}

export interface WrittenFigure {
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  shown: string;
}

/** "A percentile that falls among the unanswered prints “not yet answered”." */
export const NOT_YET_ANSWERED = 'not yet answered';

/**
 * One figure as every format prints it.
 * @param none what is printed where there is nothing that it could be of
 * @example writtenFigure('percent', { numerator: 187, denominator: 190 }).shown // '98.4'
 */
export function writtenFigure(
  unit: FigureUnit,
  { numerator, denominator, value }: Counted,
  none: string = NONE_DUE,
): WrittenFigure {
  // Thousands a report: each is made at once with all its fields.
  const written = (figure: number | null, shown: string): WrittenFigure => ({
    numerator: numerator ?? null,
    denominator: denominator ?? null,
    value: figure,
    shown,
  });
  if (unit === 'state') return written(null, String(value ?? ''));
  if (unit === 'percent') {
    const share = shareInPercent(numerator ?? 0, denominator ?? 0);
    return share === null ? written(null, none) : written(Number(share), share);
  }
  if (unit === 'minutes') {
    if (typeof value === 'number') return written(value, String(value));
    return written(null, denominator ? NOT_YET_ANSWERED : none);
  }
  return written(Number(value ?? 0), String(value ?? 0));
}

/** As much of a figure as stands beside a later one that is compared with it. */
export const earlierFigure = ({
  numerator,
  denominator,
  shown,
}: WrittenFigure): Pick<WrittenFigure, 'numerator' | 'denominator' | 'shown'> => ({
  numerator,
  denominator,
  shown,
});

/** The change from the preceding period: percentage points, or a difference; null where there is none to give. */
export function writtenChange(unit: FigureUnit, from: WrittenFigure, to: WrittenFigure): string | null {
  if (unit === 'percent') {
    return changeInPoints([from.numerator!, from.denominator!], [to.numerator!, to.denominator!]);
  }
  return from.value === null || to.value === null ? null : changeOfCount(from.value, to.value);
}
