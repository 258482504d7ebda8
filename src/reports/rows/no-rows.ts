import { withUnit } from '../figure-words.js';
import type { OpenedFigure } from './opened-figure.js';

type Opened = Pick<OpenedFigure, 'figure' | 'shown' | 'after' | 'noneOfDue'> & {
  measure: Pick<OpenedFigure['measure'], 'unit'>;
};

/**
 * Why a list has no rows. A count of none that could have been more says so: to count none of eight is not to have nothing
 * to count.
 */
export function noRowsText({ measure, figure, shown, after, noneOfDue }: Opened): string {
  if (shown !== 'all' || after.count > 0) return 'There are no such rows.';
  const { unit } = measure;
  const words = withUnit(unit, figure.shown);
  if (unit === 'state' || words === '') return 'There are no rows: there was nothing to count.';
  // A share or a percentile has a row for each of what it is of.
  if (figure.denominator !== null)
    return `There are no rows: the figure is ${words}, because there was nothing to count.`;
  const none = `There are no rows: the figure is ${words}`;
  if (noneOfDue === 0) return `${none}, because no query was due.`;
  if (noneOfDue === 1) return `${none}. 1 query was due, and it is not counted here.`;
  if (noneOfDue !== null) return `${none}. ${noneOfDue} queries were due, and none of them is counted here.`;
  return `${none}. Nothing on record is counted here.`;
}
